// SPDX-License-Identifier: Apache-2.0
/* The steps of a probe; see probe.h. */
#include "mail/probe.h"

#include "mail/link.h"

rap_err rap_probe_say(int fd, const char *what, bool good, const char *text)
{
	json_t *head = json_pack("{s:s, s:b}", "op", "step", "good", good);

	rap_link_set_text(head, "what", what);
	rap_link_set_text(head, "text", text);
	return rap_link_write(fd, head, (rap_slice){NULL, 0});
}
