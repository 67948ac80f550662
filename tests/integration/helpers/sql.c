// SPDX-License-Identifier: Apache-2.0
/*
 * sql DATABASE --dump: every row of every table as SQL values, for comparing two records.
 * sql DATABASE STATEMENT...: for damage; rows are printed likewise.
 * sql DATABASE --hold: says "held" and keeps everybody else from writing until its standard input ends.
 * Private to the tests: it goes around store/.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static int put_row(void *user, int n, char **values, char **names)
{
	(void)user;
	(void)names;
	for (int i = 0; i < n; i++)
		printf("%s%s", i ? "|" : "", values[i] ? values[i] : "NULL");
	putchar('\n');
	return 0;
}

static int run(sqlite3 *db, const char *text, int (*each)(void *, int, char **, char **),
               void *user)
{
	char *why = NULL;
	int code = sqlite3_exec(db, text, each, user, &why);

	if (code != SQLITE_OK)
		fprintf(stderr, "sql: %s\n", why ? why : "?");
	sqlite3_free(why);
	return code != SQLITE_OK;
}

/* Its columns quoted, so that blobs and texts, numbers and nothing are told apart. */
static int dump_table(void *user, int n, char **values, char **names)
{
	sqlite3 *db = user;
	char *text = NULL;
	sqlite3_stmt *columns = NULL;
	char *list = sqlite3_mprintf("");
	int failed;

	(void)n;
	(void)names;
	printf("-- %s\n", values[0]);
	text = sqlite3_mprintf("SELECT name FROM pragma_table_info(%Q)", values[0]);
	failed = sqlite3_prepare_v2(db, text, -1, &columns, NULL) != SQLITE_OK;
	while (!failed && sqlite3_step(columns) == SQLITE_ROW) {
		char *more = sqlite3_mprintf("%s%squote(\"%w\")", list, *list ? "," : "",
		                             (const char *)sqlite3_column_text(columns, 0));

		sqlite3_free(list);
		list = more;
	}
	(void)sqlite3_finalize(columns);
	sqlite3_free(text);
	text = sqlite3_mprintf("SELECT %s FROM \"%w\" ORDER BY 1, 2", list, values[0]);
	failed = failed || run(db, text, put_row, NULL);
	sqlite3_free(text);
	sqlite3_free(list);
	return failed;
}

static int hold(sqlite3 *db)
{
	int failed = run(db, "BEGIN IMMEDIATE", NULL, NULL);

	if (!failed)
		puts("held");
	fflush(stdout);
	while (!failed && getchar() != EOF)
		;
	return failed || run(db, "ROLLBACK", NULL, NULL);
}

int main(int argc, char **argv)
{
	sqlite3 *db = NULL;
	int failed =
		argc < 3 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK;

	if (!failed) /* whoever writes just now is waited for */
		sqlite3_busy_timeout(db, 20000);
	if (!failed && strcmp(argv[2], "--dump") == 0)
		failed = run(db,
		             "SELECT name FROM sqlite_schema WHERE type = 'table'"
		             " AND name NOT LIKE 'sqlite%' ORDER BY name",
		             dump_table, db);
	else if (!failed && strcmp(argv[2], "--hold") == 0)
		failed = hold(db);
	else
		for (int i = 2; !failed && i < argc; i++)
			failed = run(db, argv[i], put_row, NULL);
	(void)sqlite3_close(db);
	return failed;
}
