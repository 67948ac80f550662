/* SPDX-License-Identifier: Apache-2.0 */
/* What makes a child of the zygote cheap: a fork copies every mapping, and a child pays for every page it touches. */
#ifndef RAP_PARSERS_SLIM_H
#define RAP_PARSERS_SLIM_H

/*
 * For the zygote, before anything is read: an allocator that does not tidy up. A child ends after its mail, so what it
 * would gather, give back or reuse only costs copies of pages that it shares with the zygote.
 */
void rap_slim_heap(void);

/*
 * Stops up the holes that work has left in the zygote's heap, so that what its children allocate lies close together on
 * fresh pages, and not in hundreds of shared ones. Unplug before the zygote itself works again, then plug anew.
 */
void rap_slim_plug(void);
void rap_slim_unplug(void);

/* For a new child: the pages that nearly every mail needs, in one call instead of a fault for each. */
void rap_slim_fill(void);

/*
 * For the zygote, when all is warm: children are born without the libraries that came along with others and that
 * reading a mail never calls: fewer mappings to copy, and less code within a mail's reach. A call of one of them would
 * end the child, as any other fault in it does.
 */
void rap_slim_libraries(void);

#endif
