// SPDX-License-Identifier: Apache-2.0
/*
 * Listens where a service tells of itself (sd_notify), and prints every line:   notified SOCKET
 * One datagram is one block; a line "." ends it. It goes on until it is killed.
 */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	char text[65536];
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (argc != 2 || fd < 0 || strlen(argv[1]) >= sizeof at.sun_path)
		return 64;
	memcpy(at.sun_path, argv[1], strlen(argv[1]) + 1);
	if (bind(fd, (struct sockaddr *)&at, sizeof at) < 0) {
		perror(argv[1]);
		return 74;
	}
	for (;;) {
		ssize_t n = recv(fd, text, sizeof text - 1, 0);

		if (n < 0)
			return 74;
		text[n] = '\0';
		printf("%s\n.\n", text);
		(void)fflush(stdout);
	}
}
