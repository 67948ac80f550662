// SPDX-License-Identifier: Apache-2.0
/* What is known of a folder on a server: listing, batches, marks; and names of folders on the wire. */
#include "mail/imap_folder.h"
#include "mail/mutf7.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <cmocka.h>
