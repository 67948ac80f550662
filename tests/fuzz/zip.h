/* SPDX-License-Identifier: Apache-2.0 */
/* Archives that pack nothing, for Word files made by tests. */
#ifndef RAP_TESTS_FUZZ_ZIP_H
#define RAP_TESTS_FUZZ_ZIP_H

#include "common/buf.h"

typedef struct fuzz_zip {
	rap_buf bytes, directory;
	size_t n;
} fuzz_zip;

fuzz_zip fuzz_zip_begin(size_t cap);
void fuzz_zip_add(fuzz_zip *zip, const char *name, rap_slice bytes);
rap_buf fuzz_zip_end(fuzz_zip *zip);

#endif
