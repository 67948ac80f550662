// SPDX-License-Identifier: Apache-2.0
/* Gives a fuzz target files instead of libFuzzer: NAME FILE|FOLDER ...; says how many there were. No file is a failure. */
#include "common/buf.h"
#include "common/file.h"
#include "common/limits.h"
#include "common/strv.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static size_t given;

static void give_file(const char *path)
{
	rap_buf bytes = {0};

	/* Said before it is read: a crash then names the file. */
	if (getenv("FUZZ_VERBOSE"))
		fprintf(stderr, "%s\n", path);
	if (rap_file_read(path, 2 * RAP_LIMIT_MESSAGE, &bytes)) {
		fprintf(stderr, "%s: cannot be read\n", path);
		exit(66);
	}
	(void)LLVMFuzzerTestOneInput((const uint8_t *)rap_buf_text(&bytes), bytes.len);
	rap_buf_done(&bytes);
	given++;
}

static void give(const char *path)
{
	struct stat about;
	DIR *folder;
	struct dirent *entry;

	if (stat(path, &about) != 0 || !S_ISDIR(about.st_mode)) {
		give_file(path);
		return;
	}
	folder = opendir(path);
	while (folder && (entry = readdir(folder)) != NULL) {
		rap_buf inner = rap_buf_init(4096);

		if (entry->d_name[0] != '.') {
			rap_buf_printf(&inner, "%s/%s", path, entry->d_name);
			give_file(rap_buf_text(&inner));
		}
		rap_buf_done(&inner);
	}
	if (folder)
		(void)closedir(folder);
}

int main(int argc, char **argv)
{
	LLVMFuzzerInitialize(&argc, &argv);
	for (int i = 1; i < argc; i++)
		give(argv[i]);
	printf("%zu inputs\n", given);
	return given ? 0 : 66;
}
