// SPDX-License-Identifier: Apache-2.0
/*
 * Debian's libetpan 1.9.4 walks lists that its parser left NULL: "* OK [PERMANENTFLAGS (%)]" from a server ends
 * the process. And what it cannot add to a list for want of memory it leaves out, without a word in many places: a
 * wish of a command, a line of an answer. The functions of its lists that do so are therefore ours, and safe: the dynamic
 * linker takes the program's before the library's, also for the library's own calls. For that they must be exported.
 */
/* What is declared here is exported when it is defined below; no header before it may declare it. */
#pragma GCC visibility push(default)
#include <libetpan/clist.h>
#pragma GCC visibility pop

#include "mail/etpan.h"

#include "common/mem.h"

#include <libetpan/mailimap_types.h>
#include <libetpan/mailstream.h>
#include <stdlib.h>

clist *clist_new(void)
{
	return rap_calloc(1, sizeof(clist));
}

/* Behind before and in front of after; either may be NULL, for an end. */
static int insert(clist *lst, clistcell *before, clistcell *after, void *data)
{
	clistcell *cell = rap_calloc(1, sizeof *cell);

	*cell = (clistcell){.data = data, .previous = before, .next = after};
	if (before)
		before->next = cell;
	else
		lst->first = cell;
	if (after)
		after->previous = cell;
	else
		lst->last = cell;
	lst->count++;
	return 0;
}

/* No place (NULL) is the beginning of an empty list, and the end of any other. */
int clist_insert_before(clist *lst, clistiter *at, void *data)
{
	return insert(lst, at ? at->previous : lst->last, at, data);
}

int clist_insert_after(clist *lst, clistiter *at, void *data)
{
	return at ? insert(lst, at, at->next, data) : insert(lst, lst->last, NULL, data);
}

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

void *rap_etpan_made(void *made)
{
	if (!made)
		rap_mem_exhausted();
	return made;
}

void rap_etpan_added(int result)
{
	if (result != MAILIMAP_NO_ERROR)
		rap_mem_exhausted();
}

void rap_etpan_init(void)
{
	mailstream_debug = 0; /* it would write whole sessions to files */
}
