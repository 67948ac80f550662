// SPDX-License-Identifier: Apache-2.0
/* Messages between core and the zygote, with descriptors (unix(7), SCM_RIGHTS). */
#include "common/hire.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Room for one descriptor, aligned as cmsg(3) wants it. */
typedef union room {
	struct cmsghdr head;
	char bytes[CMSG_SPACE(sizeof(int))];
} room;

rap_err rap_hire_send(int socket, const rap_hire *hire, int fd)
{
	rap_hire copy = *hire;
	struct iovec vector = {&copy, sizeof copy};
	struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
	room control = {0};
	ssize_t n;

	if (fd >= 0) {
		struct cmsghdr *head;

		message.msg_control = control.bytes;
		message.msg_controllen = sizeof control.bytes;
		head = CMSG_FIRSTHDR(&message);
		head->cmsg_level = SOL_SOCKET;
		head->cmsg_type = SCM_RIGHTS;
		head->cmsg_len = CMSG_LEN(sizeof fd);
		memcpy(CMSG_DATA(head), &fd, sizeof fd);
	}
	do
		n = sendmsg(socket, &message, MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return errno == EPIPE || errno == ECONNRESET ? RAP_E_DIED
		                                             : rap_err_from_errno(errno);
	return RAP_OK;
}

/* The descriptor that came along, or -1. There is room for one only: the kernel closes further ones. */
static int take_fd(struct msghdr *message)
{
	struct cmsghdr *head = CMSG_FIRSTHDR(message);
	int fd = -1;

	if (head && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS &&
	    head->cmsg_len == CMSG_LEN(sizeof fd))
		memcpy(&fd, CMSG_DATA(head), sizeof fd);
	return fd;
}

rap_err rap_hire_receive(int socket, rap_hire *ret, int *ret_fd)
{
	struct iovec vector = {ret, sizeof *ret};
	room control = {0};
	struct msghdr message = {.msg_iov = &vector,
	                         .msg_iovlen = 1,
	                         .msg_control = control.bytes,
	                         .msg_controllen = sizeof control.bytes};
	ssize_t n;

	*ret_fd = -1;
	do
		n = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return errno == ECONNRESET ? RAP_E_NOT_FOUND : rap_err_from_errno(errno);
	if (n == 0)
		return RAP_E_NOT_FOUND;
	*ret_fd = take_fd(&message);
	if (n != (ssize_t)sizeof *ret || (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC))) {
		if (*ret_fd >= 0)
			(void)close(*ret_fd);
		*ret_fd = -1;
		return RAP_E_PROTOCOL;
	}
	ret->text[sizeof ret->text - 1] = '\0';
	return RAP_OK;
}
