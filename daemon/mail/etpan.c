// SPDX-License-Identifier: Apache-2.0
/*
 * Debian's libetpan 1.9.4 walks lists that its parser left NULL: "* OK [PERMANENTFLAGS (%)]" from a server ends
 * the process. The two list functions that meet such a list are therefore ours, and safe: the dynamic linker
 * takes the program's before the library's, also for the library's own calls. For that they must be exported.
 */
#include "mail/etpan.h"

#include <libetpan/mailstream.h>
#include <stdlib.h>

/* What is declared here is exported when it is defined below. */
#pragma GCC visibility push(default)
#include <libetpan/clist.h>
#pragma GCC visibility pop

void clist_foreach(clist *lst, clist_func func, void *data)
{
	for (clistcell *cell = lst ? lst->first : NULL; cell; cell = cell->next)
		func(cell->data, data);
}

void clist_free(clist *lst)
{
	clistcell *next;

	for (clistcell *cell = lst ? lst->first : NULL; cell; cell = next) {
		next = cell->next;
		free(cell);
	}
	free(lst);
}

void rap_etpan_init(void)
{
	mailstream_debug = 0; /* it would write whole sessions to files */
}
