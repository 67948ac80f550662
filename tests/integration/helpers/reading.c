// SPDX-License-Identifier: Apache-2.0
/* reading STATE_DIRECTORY MAIL: the reading of a mail as it stands in the record, in JSON. */
#include "store/mailin.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
	rap_store *store = NULL;
	char *why = NULL, *json = NULL;
	rap_err err;

	if (argc != 3)
		return 64;
	err = rap_store_open(argv[1], RAP_STORE_READ, &store, &why);
	if (err == RAP_OK)
		err = rap_reading_get(store, strtoll(argv[2], NULL, 10), &json);
	if (err == RAP_OK)
		puts(json);
	else
		fprintf(stderr, "reading: %s\n", why ? why : rap_err_text(err));
	free(json);
	free(why);
	if (store)
		(void)rap_store_close(store);
	return rap_err_status(err);
}
