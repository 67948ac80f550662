// SPDX-License-Identifier: Apache-2.0
/*
 * Debian's libetpan 1.9.4 walks lists that its parser left NULL: "* OK [PERMANENTFLAGS (%)]" from a server ends
 * the process. The two list functions that meet such a list are therefore ours, and safe: the dynamic linker
 * takes the program's before the library's, also for the library's own calls. For that they must be exported.
 */
#include "mail/etpan.h"

#include "common/attr.h"

#include <libetpan/clist.h>
#include <libetpan/mailstream.h>
#include <stdlib.h>

#define EXPORTED __attribute__((visibility("default")))

EXPORTED void clist_foreach(clist *list, clist_func func, void *data);
EXPORTED void clist_free(clist *list);

void clist_foreach(clist *list, clist_func func, void *data)
{
	for (clistcell *cell = list ? list->first : NULL; cell; cell = cell->next)
		func(cell->data, data);
}

void clist_free(clist *list)
{
	clistcell *next;

	for (clistcell *cell = list ? list->first : NULL; cell; cell = next) {
		next = cell->next;
		free(cell);
	}
	free(list);
}

void rap_etpan_init(void)
{
	mailstream_debug = 0; /* it would write whole sessions to files */
}
