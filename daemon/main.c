// SPDX-License-Identifier: Apache-2.0
/*
 * The command line: global options, then one subcommand of the table below. The same program is started
 * again by core as its children fetch and send (--child-fetch, --child-send), with a socket on descriptor 3.
 *
 * DIAGNOSTICS: usage errors are one line on stderr and status 64; other statuses after sysexits.h.
 */
#include "app.h"
#include "common/json.h"
#include "common/secrecy.h"
#include "mail/link.h"
#include "paths.h"

#include <errno.h>
#include <getopt.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define CHILD_FD 3 /* children.c puts the socket there */
#define LARGE_BLOCK (1024 * 1024)

typedef struct command {
	const char *name;
	const char *arguments; /* behind the name in the synopsis */
	const char *summary;
	rap_command_fn *run;
} command;

static rap_command_fn cmd_help;

static const command commands[] = {
	{"init", "DIR [--draft FILE.md|FILE.docx]", "make the directory of a new consultation",
         rap_cmd_init},
	{"check", "[--online]", "report all mistakes of the configuration at once", rap_cmd_check},
	{"number", "", "write missing marks into the draft", rap_cmd_number},
	{"open", "[--dry-run] [ROUND]", "open a round and queue its requests", rap_cmd_open},
	{"serve", "[--once]", "run the daemon; --once: do what is due, then leave", rap_cmd_serve},
	{"parse", "[--json] [--objective T.yaml]... [--request SENT.eml] FILE.eml ... | --batch",
         "show how mails are read", rap_cmd_parse},
	{"status", "[--json]", "show how the consultation stands", rap_cmd_status},
	{"preview",
         "request|receipt|reminder|digest|outcome|pack [--member CODE] [--request ID] [--mail N] "
         "[--output DIR]",
         "show a letter as it would leave, or all papers of the meeting", rap_cmd_preview},
	{"draft", "[--revision] [--output DIR] | --docx FILE [--request ID]",
         "write the draft with all proposals in place", rap_cmd_draft},
	{"export", "[--format xlsx,csv,json] [--output FILE]",
         "write the record as a workbook, as tables, for other programs", rap_cmd_export},
	{"quarantine", "[list|show N|release N --as CODE|discard N --reason TEXT]",
         "see and decide what was not taken over", rap_cmd_quarantine},
	{"decide",
         "PROPOSAL...|editorial accept|modify|decline|note|meeting [--reason TEXT] [--text TEXT] | "
         "--from FILE.csv",
         "say what became of proposals", rap_cmd_decide},
	{"send", "outcome [--member CODE] [--dry-run]",
         "send each State how its proposals were handled", rap_cmd_send},
	{"token", "revoke ADDRESS|TOKEN...", "make tokens worthless that others may have",
         rap_cmd_token},
	{"backup", "[FILE|--check FILE|--restore FILE]",
         "copy the record, look through a copy, put one back", rap_cmd_backup},
	{"rebuild", "[--check]", "make the record again from raw mails and events",
         rap_cmd_rebuild},
	{"help", "[COMMAND]", "say what a command does", cmd_help},
};
static const size_t n_commands = sizeof commands / sizeof *commands;

static const command *find(const char *name)
{
	for (size_t i = 0; i < n_commands; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static void put_overview(FILE *out)
{
	fputs("usage: rapporteur [-C DIR] [--now TIME] COMMAND [ARGUMENTS]\n\n"
	      "Keeps the record of a consultation by mail.\n\n",
	      out);
	for (size_t i = 0; i < n_commands; i++)
		fprintf(out, "  %-11s %s\n", commands[i].name, commands[i].summary);
	fputs("\n"
	      "  -C DIR      the directory of the consultation (default: the current one)\n"
	      "  --now TIME  pretend it is TIME, where no network transport is configured\n"
	      "  --version   print the version\n\n"
	      "Manual: rapporteur(8), rapporteur-consultation(5), rapporteur-objective(5),\n"
	      "        rapporteur-mail(5)\n",
	      out);
}

static int cmd_help(rap_app *app)
{
	if (app->argc > 2)
		return rap_app_fail(64, "help takes one command");
	if (app->argc < 2) {
		put_overview(stdout);
		return 0;
	}
	const command *c = find(app->argv[1]);
	if (!c)
		return rap_app_fail(64, "there is no command '%s'; see rapporteur help",
		                    app->argv[1]);
	printf("usage: rapporteur [-C DIR] [--now TIME] %s%s%s\n\n%s\n", c->name,
	       *c->arguments ? " " : "", c->arguments, c->summary);
	return 0;
}

static int put_version(void)
{
	printf("rapporteur %s\n", rap_version);
#ifdef RAP_NO_SANDBOX
	puts("This build was made for testing: its reader runs WITHOUT A SANDBOX.");
#endif
	return 0;
}

/* The two children are started by core alone, with exactly these arguments. */
static bool is_child(int argc, char **argv, int *ret_status)
{
	if (argc != 2)
		return false;
	if (strcmp(argv[1], "--child-fetch") == 0)
		*ret_status = rap_fetch_main(CHILD_FD);
	else if (strcmp(argv[1], "--child-send") == 0)
		*ret_status = rap_send_main(CHILD_FD);
	else
		return false;
	return true;
}

static int run(rap_app *app, int argc, char **argv)
{
	const command *c = find(argv[0]);

	if (!c)
		return rap_app_fail(64, "there is no command '%s'; see rapporteur help", argv[0]);
	app->argc = argc;
	app->argv = argv;
	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		char help[] = "help";
		char *ask[] = {help, argv[0], NULL};
		rap_app about = {.argc = 2, .argv = ask};

		return cmd_help(&about);
	}
	optind = 0; /* glibc: the subcommand begins anew with its own arguments */
	return c->run(app);
}

/* Global options up to the command; -1 to go on. */
static int global_options(rap_app *app, int argc, char **argv)
{
	static const struct option options[] = {
		{"now", required_argument, NULL, 'n'},
		{"version", no_argument, NULL, 'v'},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(argc, argv, "+C:", options, NULL)) != -1) {
		switch (option) {
		case 'C':
			app->directory = optarg;
			break;
		case 'n':
			app->now_text = optarg;
			break;
		case 'v':
			return put_version();
		case 'h':
			put_overview(stdout);
			return 0;
		default:
			return 64; /* getopt has said which */
		}
	}
	return -1;
}

int main(int argc, char **argv)
{
	rap_app app = {.directory = "."};
	int status;

	/* What a mail of 25 MiB needed goes back to the system: left to itself, malloc keeps blocks of that size from then on. */
	(void)mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK);
	rap_json_begin();
	rap_secrecy_begin(); /* R71 */
	umask(077); /* R70: what we write is for nobody else */
	if (is_child(argc, argv, &status))
		return status;
	status = global_options(&app, argc, argv);
	if (status < 0 && optind >= argc) {
		put_overview(stderr);
		status = 64;
	}
	if (status < 0)
		status = run(&app, argc - optind, argv + optind);
	/* Output that did not reach its file is a failure, whatever the command thought. */
	if (fflush(stdout) != 0 && status == 0)
		status = rap_app_fail(74, "standard output: %s", strerror(errno));
	return status;
}
