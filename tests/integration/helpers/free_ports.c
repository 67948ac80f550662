// SPDX-License-Identifier: Apache-2.0
/* Prints N ports of the loopback address on which nobody listens:   free_ports N */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
	int n = argc == 2 ? atoi(argv[1]) : 0;

	/* All are held until the last is found, so that none is said twice. */
	for (int i = 0; i < n; i++) {
		struct sockaddr_in at = {.sin_family = AF_INET};
		socklen_t len = sizeof at;
		int fd = socket(AF_INET, SOCK_STREAM, 0);

		at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) < 0 ||
		    getsockname(fd, (struct sockaddr *)&at, &len) < 0) {
			perror("free_ports");
			return 1;
		}
		printf("%d%c", ntohs(at.sin_port), i + 1 < n ? ' ' : '\n');
	}
	return n > 0 ? 0 : 64;
}
