// SPDX-License-Identifier: Apache-2.0
/*
 * Core's loop on sd-event. After every event it asks what is to be done next (go_on), so that a running daemon,
 * `serve --once` and draining after SIGTERM are one way with different ends:
 *
 *     take in what waits -> do what is due -> flush the outbox -> stop the children
 *
 * A running daemon does not leave the third step. The wall clock is looked at every few seconds, because
 * timers do not follow a clock that is set.
 */
#include "serve.h"

#include "children.h"
#include "common/mem.h"
#include "ingest.h"
#include "log.h"
#include "paths.h"
#include "pump.h"
#include "schedule.h"
#include "serve_status.h"
#include "start.h"
#include "store/mark.h"
#include "strangers.h"
#include "vouched.h"

#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <systemd/sd-daemon.h>

#define SECOND UINT64_C(1000000)
#define LOOK_S 2 /* at clock and outbox: a clock that was set shows no other way */
#define LOOK_ONCE_S 1
#define QUIET_S 1 /* fetch hands over nothing, though it has not said that it is idle */
#define FIRST_LOOK_S 30 /* what is due waits so long at most for a slow mailbox */
#define DRAIN_US (UINT64_C(4500) * 1000) /* G16: from SIGTERM to the end within 5 s */
#define GIVE_UP_DEATHS 3u /* serve --once does not wait for a child that cannot live */

typedef enum phase {
	TAKING, /* until fetch has handed over all that waits */
	DUE, /* the first look at what is due */
	FLUSHING, /* a running daemon stays here */
	STOPPING, /* the children are asked to end */
} phase;

typedef struct serve {
	rap_core *core;
	rap_reader *reader;
	rap_child *fetch, *send;
	rap_ingest *ingest;
	rap_strangers *strangers;
	rap_pump *pump;
	phase phase;
	bool fetch_idle, fetch_useless, send_useless, send_new, draining;
	unsigned schedule_failures;
	int64_t started, mail_at; /* in ticks: the start, and when fetch last handed over a mail */
	sd_event_source *post, *drain;
	sd_event_source *signals[3];
	rap_serve_status status;
} serve;

/* ---- fetch and send ------------------------------------------------------------------------------------- */

static void add_mark(void *user, const rap_mark *mark)
{
	json_array_append_new(user,
	                      json_pack("{s:s, s:s, s:I, s:I}", "mailbox", mark->mailbox, "folder",
	                                mark->folder, "uidvalidity", (json_int_t)mark->uidvalidity,
	                                "uid", (json_int_t)mark->uid));
}

static json_t *fetch_start(void *user)
{
	serve *s = user;
	json_t *head = rap_start_fetch(s->core->consultation, s->core->once);
	json_t *marks = json_array();
	rap_err err = rap_mark_each(s->core->office.desk.store, add_mark, marks);

	if (err != RAP_OK) /* without marks all mails are looked at again, and known */
		rap_core_trouble(s->core, "reading the marks of the mailbox", err);
	if (s->core->consultation->mailbox.host)
		json_object_set(head, "marks", marks);
	json_decref(marks);
	s->fetch_idle = false;
	return head;
}

/* All mails below are recorded and put away. A mark that cannot be kept costs a second look, nothing more. */
static bool take_mark(serve *s, const json_t *head)
{
	rap_mark mark = {
		rap_link_text(head, "mailbox", NULL),
		rap_link_text(head, "folder", NULL),
		rap_link_number(head, "uidvalidity", 0),
		rap_link_number(head, "uid", 0),
	};
	rap_err err;

	if (!mark.mailbox || !mark.folder || mark.uidvalidity <= 0 || mark.uid <= 0)
		return false;
	err = rap_mark_set(s->core->office.desk.store, &mark, rap_core_now(s->core));
	if (err != RAP_OK)
		rap_core_trouble(s->core, "keeping the mark of the mailbox", err);
	return true;
}

static void told_trouble(serve *s, const char *child, const json_t *head, bool *useless)
{
	int64_t again_in = rap_link_number(head, "again_in", 0);

	rap_log(RAP_LOG_WARNING, "trouble", RAP_S("child", child),
	        RAP_S("what", rap_link_text(head, "text", "")), RAP_N("again_in", again_in));
	/* About one mail (again_in 0) the others go on. */
	if (again_in > 0 && s->core->once)
		*useless = true;
}

static bool fetch_heard(void *user, const json_t *head, rap_buf *bytes)
{
	serve *s = user;
	const char *op = rap_link_op(head);

	if (strcmp(op, "mail") == 0) {
		s->fetch_idle = false;
		s->mail_at = rap_core_ticks();
		return rap_ingest_take(s->ingest, head, bytes);
	}
	if (strcmp(op, "moved") == 0 && rap_link_text(head, "key", NULL)) {
		rap_ingest_moved(s->ingest, rap_link_text(head, "key", NULL));
		return true;
	}
	if (strcmp(op, "mark") == 0)
		return take_mark(s, head);
	if (strcmp(op, "idle") == 0) {
		s->fetch_idle = true;
		rap_ingest_tidy(s->ingest, true);
		return true;
	}
	if (strcmp(op, "trouble") == 0) {
		told_trouble(s, "fetch", head, &s->fetch_useless);
		return true;
	}
	return false;
}

static void fetch_lost(void *user, unsigned deaths)
{
	serve *s = user;

	s->fetch_idle = false;
	s->fetch_useless = s->fetch_useless || (s->core->once && deaths >= GIVE_UP_DEATHS);
	rap_ingest_lost(s->ingest);
}

static json_t *send_start(void *user)
{
	serve *s = user;

	s->send_new = true; /* told to the pump when the start message is on its way */
	return rap_start_send(s->core->consultation);
}

static bool send_heard(void *user, const json_t *head, rap_buf *bytes)
{
	serve *s = user;

	(void)bytes;
	if (strcmp(rap_link_op(head), "result") == 0)
		return rap_pump_result(s->pump, head);
	if (strcmp(rap_link_op(head), "trouble") == 0) {
		told_trouble(s, "send", head, &s->send_useless);
		return true;
	}
	return false;
}

static void send_lost(void *user, unsigned deaths)
{
	serve *s = user;

	s->send_new = false;
	s->send_useless = s->send_useless || (s->core->once && deaths >= GIVE_UP_DEATHS);
	rap_pump_lost(s->pump);
}

static void say_recorded(void *user, const char *key)
{
	serve *s = user;

	rap_strangers_look(s->strangers);
	/* If fetch has just ended the next one hands the mail over again, and it is known. */
	if (rap_child_say(s->fetch, json_pack("{s:s, s:s}", "op", "done", "key", key),
	                  (rap_slice){NULL, 0}) != RAP_OK)
		rap_log(RAP_LOG_INFO, "not-told", RAP_S("key", key));
}

static rap_err say_mail(void *user, json_t *head, rap_slice bytes)
{
	serve *s = user;

	return rap_child_say(s->send, head, bytes);
}

/* ---- going on ------------------------------------------------------------------------------------------- */

static void do_what_is_due(serve *s)
{
	size_t letters = 0;
	rap_err err = rap_schedule_run(s->core, &letters);

	if (err != RAP_OK) {
		s->schedule_failures++;
		rap_core_trouble(s->core, "doing what is due", err);
		return;
	}
	s->schedule_failures = 0;
	if (letters > 0 && s->core->once)
		s->core->status = rap_err_status(RAP_E_CONFIG);
	if (s->phase == DUE)
		s->phase = FLUSHING;
}

static void give_up(serve *s, const char *what)
{
	rap_log(RAP_LOG_ERR, "gave-up", RAP_S("what", what),
	        RAP_S("action", "leaving; what is left is done at the next start"));
	s->core->status = rap_err_status(RAP_E_AGAIN);
}

/* Strangers have time while no other mail comes in. */
static void read_strangers(serve *s)
{
	if (rap_ingest_waiting(s->ingest) == 0 && !s->draining && s->phase != STOPPING &&
	    (s->fetch_idle || rap_core_ticks() - s->mail_at > QUIET_S))
		rap_strangers_run(s->strangers);
}

static void take_in(serve *s)
{
	bool all = s->fetch_idle && rap_ingest_waiting(s->ingest) == 0 &&
	           !rap_strangers_wait(s->strangers);

	if (s->core->once && !all) {
		if (rap_ingest_stuck(s->ingest))
			give_up(s, "recording mail");
		else if (s->fetch_useless && rap_ingest_waiting(s->ingest) == 0)
			give_up(s, "reading the mailbox");
		else
			return;
		all = true;
	}
	/* A digest should tell of the mails that waited while we were away. */
	if (all || rap_core_ticks() - s->started >= FIRST_LOOK_S) {
		s->phase = DUE;
		do_what_is_due(s);
	}
}

static void stop_children(serve *s)
{
	s->phase = STOPPING;
	rap_pump_close(s->pump);
	rap_child_stop(s->fetch);
	rap_child_stop(s->send);
}

static void flush(serve *s)
{
	rap_pump_run(s->pump);
	if (!s->core->once)
		return;
	if (rap_pump_is_dry(s->pump)) {
		stop_children(s);
	} else if (rap_pump_stuck(s->pump) ||
	           (s->send_useless && rap_pump_in_flight(s->pump) == 0)) {
		give_up(s, "sending mail");
		stop_children(s);
	}
}

/* After SIGTERM: what is with reader and send is finished, nothing new is begun. */
static void drain(serve *s)
{
	if (s->phase != STOPPING && rap_reader_busy(s->reader) == 0 &&
	    rap_pump_in_flight(s->pump) == 0)
		stop_children(s);
}

static int go_on(sd_event_source *source, void *user)
{
	serve *s = user;

	(void)source;
	if (s->send_new) {
		s->send_new = false;
		rap_pump_connected(s->pump);
	}
	read_strangers(s);
	if (s->draining)
		drain(s);
	else if (s->phase == TAKING)
		take_in(s);
	if (!s->draining && s->phase == FLUSHING)
		flush(s);
	if (s->phase == DUE && s->core->once && s->schedule_failures >= GIVE_UP_DEATHS) {
		give_up(s, "doing what is due");
		s->phase = FLUSHING;
	}
	if (s->phase == STOPPING && rap_child_stopped(s->fetch) && rap_child_stopped(s->send))
		(void)sd_event_exit(s->core->event, s->core->status);
	return 0;
}

/* ---- clock and signals ---------------------------------------------------------------------------------- */

static void look(serve *s)
{
	if (!s->draining && (s->phase == DUE || s->phase == FLUSHING)) {
		/* --once does what is due once: a clock that runs on must not keep it. */
		if (!s->core->once || s->phase == DUE)
			do_what_is_due(s);
		rap_pump_run(s->pump);
	}
	rap_strangers_look(s->strangers);
	rap_serve_status_say(&s->status, s->core, rap_ingest_waiting(s->ingest),
	                     rap_pump_in_flight(s->pump));
	(void)go_on(NULL, s);
}

static int on_drained(sd_event_source *source, uint64_t at, void *user)
{
	serve *s = user;

	(void)source;
	(void)at;
	rap_log(RAP_LOG_WARNING, "not-drained", RAP_N("reading", rap_reader_busy(s->reader)),
	        RAP_N("sending", rap_pump_in_flight(s->pump)),
	        RAP_S("action", "leaving; what is left is done at the next start"));
	(void)sd_event_exit(s->core->event, s->core->status);
	return 0;
}

static int on_stop(sd_event_source *source, const struct signalfd_siginfo *info, void *user)
{
	serve *s = user;

	(void)source;
	if (s->draining) /* asked twice: at once */
		return sd_event_exit(s->core->event, s->core->status);
	rap_log(RAP_LOG_NOTICE, "stopping", RAP_N("signal", info->ssi_signo));
	(void)sd_notify(0, "STOPPING=1\nSTATUS=Finishing what is at work");
	s->draining = true;
	rap_pump_close(s->pump);
	return sd_event_add_time_relative(s->core->event, &s->drain, CLOCK_MONOTONIC, DRAIN_US, 0,
	                                  on_drained, s);
}

static bool same_head(json_t *a, json_t *b)
{
	bool same = json_equal(a, b) == 1;

	json_decref(a);
	json_decref(b);
	return same;
}

/* The new consultation is taken over whole, or not at all. */
static void take_over(serve *s, rap_consultation *fresh)
{
	rap_core *core = s->core;
	rap_consultation *old = core->consultation;

	if (!same_head(rap_start_fetch(old, core->once), rap_start_fetch(fresh, core->once)))
		rap_child_restart(s->fetch);
	if (!same_head(rap_start_send(old), rap_start_send(fresh)))
		rap_child_restart(s->send);
	core->consultation = fresh;
	(void)rap_core_desk(core);
	(void)rap_consultation_free(old);
	rap_ingest_reloaded(s->ingest);
	rap_log(RAP_LOG_NOTICE, "reloaded", RAP_S("consultation", fresh->id));
}

static int on_reload(sd_event_source *source, const struct signalfd_siginfo *info, void *user)
{
	serve *s = user;
	rap_consultation *fresh;
	const char *why = "it has mistakes";

	(void)source;
	(void)info;
	(void)sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%" PRIu64,
	                 (uint64_t)rap_core_ticks() * SECOND);
	fresh = rap_app_consultation(s->core->app);
	if (fresh && strcmp(fresh->state_directory, s->core->consultation->state_directory) != 0) {
		why = "another state folder needs a restart";
		fresh = rap_consultation_free(fresh);
	}
	if (fresh && strcmp(fresh->id, s->core->consultation->id) != 0) {
		why = "the record belongs to the consultation with the old id";
		fresh = rap_consultation_free(fresh);
	}
	s->status.refused = !fresh;
	if (fresh)
		take_over(s, fresh);
	else
		rap_log(RAP_LOG_ERR, "reload-refused", RAP_S("why", why),
		        RAP_S("action", "going on with the configuration as it was"));
	(void)sd_notify(0, "READY=1");
	return 0;
}

/* ---- life ----------------------------------------------------------------------------------------------- */

static bool start_reader(serve *s)
{
	char *why = NULL;
	rap_err err = rap_reader_start(s->core->event, rap_path_reader, &s->reader, &why);

	if (err != RAP_OK)
		s->core->status = rap_app_fail(rap_err_status(err), "%s: %s", rap_path_reader,
		                               why ? why : rap_err_text(err));
	free(why);
	return err == RAP_OK;
}

static bool start_children(serve *s)
{
	static const rap_child_events of_fetch = {fetch_start, fetch_heard, fetch_lost};
	static const rap_child_events of_send = {send_start, send_heard, send_lost};
	rap_err err = rap_child_new(s->core->event, "fetch", &of_fetch, s, &s->fetch);

	if (err == RAP_OK)
		err = rap_child_new(s->core->event, "send", &of_send, s, &s->send);
	if (err != RAP_OK)
		s->core->status =
			rap_app_fail(rap_err_status(err), "the children: %s", rap_err_text(err));
	return err == RAP_OK;
}

static bool add_sources(serve *s)
{
	sd_event *event = s->core->event;
	int r = sd_event_add_post(event, &s->post, go_on, s);

	if (r >= 0)
		r = sd_event_add_signal(event, &s->signals[0], SIGTERM, on_stop, s);
	if (r >= 0)
		r = sd_event_add_signal(event, &s->signals[1], SIGINT, on_stop, s);
	if (r >= 0)
		r = sd_event_add_signal(event, &s->signals[2], SIGHUP, on_reload, s);
	if (r < 0)
		s->core->status = rap_app_fail(75, "the event loop: %s", strerror(-r));
	return r >= 0;
}

static void stop_all(serve *s)
{
	s->fetch = rap_child_free(s->fetch);
	s->send = rap_child_free(s->send);
	s->reader = rap_reader_stop(s->reader);
	s->strangers = rap_strangers_free(s->strangers);
	if (s->ingest)
		rap_ingest_tidy(s->ingest, false);
	s->ingest = rap_ingest_free(s->ingest);
	s->pump = rap_pump_free(s->pump);
	s->post = sd_event_source_disable_unref(s->post);
	s->drain = sd_event_source_disable_unref(s->drain);
	rap_serve_status_done(&s->status);
	for (size_t i = 0; i < sizeof s->signals / sizeof *s->signals; i++)
		s->signals[i] = sd_event_source_disable_unref(s->signals[i]);
}

/*
 * Until somebody has asked for the end. Every few seconds clock and outbox are looked at, whatever happens or does not:
 * no timer is trusted with it, since a clock that is set moves no timer.
 */
static int loop(serve *s)
{
	int64_t looked = 0, every = s->core->once ? LOOK_ONCE_S : LOOK_S;
	int r = 0;

	while (r >= 0 && sd_event_get_state(s->core->event) != SD_EVENT_FINISHED) {
		r = sd_event_run(s->core->event, (uint64_t)every * SECOND);
		if (r >= 0 && rap_core_ticks() - looked >= every) {
			looked = rap_core_ticks();
			look(s);
		}
	}
	return r;
}

/* R8: what only shows in the row of mails. */
static void check_boundary(const rap_core *core)
{
	rap_vouched vouched = {0};

	if (rap_vouched_look(core->office.desk.store, core->consultation, &vouched) == RAP_OK &&
	    rap_vouched_is_wrong(&vouched))
		rap_log(RAP_LOG_WARNING, "nothing-vouched", RAP_N("mails", vouched.mails),
		        RAP_S("boundary", core->consultation->boundary_id
		                                  ? core->consultation->boundary_id
		                                  : "microsoft365"),
		        RAP_S("next", "the mails wait; see trust.boundary"));
}

/* The copy of a large record takes longer than the watchdog waits, and the event loop stands still meanwhile. */
static void say_alive(void)
{
	(void)sd_notify(0, "WATCHDOG=1");
}

int rap_serve_run(rap_core *core)
{
	serve s = {.core = core, .started = rap_core_ticks()};
	int r;

	if (start_reader(&s)) {
		s.ingest = rap_ingest_new(core, s.reader, say_recorded, &s);
		s.strangers = rap_strangers_new(core, s.reader);
		s.pump = rap_pump_new(core, say_mail, &s);
		if (start_children(&s) && add_sources(&s)) {
			/* systemd's watchdog, where it asks for one */
			(void)sd_event_set_watchdog(core->event, 1);
			rap_store_set_alive(core->office.desk.store, say_alive);
			(void)sd_notify(0, "READY=1\nSTATUS=Reading the mailbox");
			rap_log(RAP_LOG_NOTICE, "started",
			        RAP_S("consultation", core->consultation->id),
			        RAP_S("version", rap_version));
			check_boundary(core);
			r = loop(&s);
			if (r < 0) /* the event loop itself has failed: systemd starts us again */
				core->status = rap_app_fail(75, "the event loop: %s", strerror(-r));
			rap_log(RAP_LOG_NOTICE, "stopped", RAP_N("status", core->status));
		}
	}
	stop_all(&s);
	return core->status;
}
