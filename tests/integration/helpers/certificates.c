// SPDX-License-Identifier: Apache-2.0
/*
 * certificates DIRECTORY: an authority and certificates of servers, good and bad, for 127.0.0.1 and localhost:
 *
 *     ca.pem          the authority that clients trust       other-ca.pem one they do not
 *     good, self-signed, wrong-name, expired, not-yet-valid, unknown-ca, weak      each as NAME.pem and NAME-key.pem
 */
#include "common/attr.h"
#include "common/buf.h"
#include "common/file.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DAY 86400

static const char *directory;

typedef struct pair {
	gnutls_x509_crt_t crt;
	gnutls_x509_privkey_t key;
} pair;

static void check(int r, const char *what)
{
	if (r >= 0)
		return;
	fprintf(stderr, "certificates: %s: %s\n", what, gnutls_strerror(r));
	exit(1);
}

static void put_file(const char *name, const char *end, const gnutls_datum_t *pem)
{
	rap_buf path = rap_buf_init(4096);

	rap_buf_printf(&path, "%s/%s%s", directory, name, end);
	if (rap_file_replace(rap_buf_text(&path), (rap_slice){(const char *)pem->data, pem->size},
	                     0600) != RAP_OK) {
		fprintf(stderr, "certificates: %s cannot be written\n", rap_buf_text(&path));
		exit(1);
	}
	rap_buf_done(&path);
}

static void put(const char *name, const pair *p)
{
	gnutls_datum_t pem = {NULL, 0};

	check(gnutls_x509_crt_export2(p->crt, GNUTLS_X509_FMT_PEM, &pem), name);
	put_file(name, ".pem", &pem);
	gnutls_free(pem.data);
	check(gnutls_x509_privkey_export2(p->key, GNUTLS_X509_FMT_PEM, &pem), name);
	put_file(name, "-key.pem", &pem);
	gnutls_free(pem.data);
}

typedef struct kind {
	const char *name;
	bool is_ca, is_weak, has_other_name;
	int from, to; /* days from now */
} kind;

/* signer NULL: by itself. */
static pair make(const kind *k, const pair *signer)
{
	static unsigned char serial = 1;
	unsigned char loopback[4] = {127, 0, 0, 1};
	const char *host = k->has_other_name ? "elsewhere.example" : "localhost";
	time_t now = time(NULL);
	pair p = {0};

	check(gnutls_x509_privkey_init(&p.key), "key");
	if (k->is_weak)
		check(gnutls_x509_privkey_generate(p.key, GNUTLS_PK_RSA, 1024, 0), "weak key");
	else
		check(gnutls_x509_privkey_generate(p.key, GNUTLS_PK_ECDSA,
		                                   GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1),
		                                   0),
		      "key");
	check(gnutls_x509_crt_init(&p.crt), "certificate");
	check(gnutls_x509_crt_set_version(p.crt, 3), "version");
	check(gnutls_x509_crt_set_serial(p.crt, &serial, 1), "serial");
	serial++;
	check(gnutls_x509_crt_set_activation_time(p.crt, now + k->from * DAY), "begin");
	check(gnutls_x509_crt_set_expiration_time(p.crt, now + k->to * DAY), "end");
	check(gnutls_x509_crt_set_dn_by_oid(p.crt, GNUTLS_OID_X520_COMMON_NAME, 0, k->name,
	                                    (unsigned)strlen(k->name)),
	      "name");
	check(gnutls_x509_crt_set_key(p.crt, p.key), "key");
	check(gnutls_x509_crt_set_basic_constraints(p.crt, k->is_ca, -1), "constraints");
	if (!k->is_ca) {
		check(gnutls_x509_crt_set_subject_alt_name(p.crt, GNUTLS_SAN_DNSNAME, host,
		                                           (unsigned)strlen(host), GNUTLS_FSAN_SET),
		      "host");
		if (!k->has_other_name)
			check(gnutls_x509_crt_set_subject_alt_name(p.crt, GNUTLS_SAN_IPADDRESS,
			                                           loopback, sizeof loopback,
			                                           GNUTLS_FSAN_APPEND),
			      "address");
	} else {
		check(gnutls_x509_crt_set_key_usage(p.crt, GNUTLS_KEY_KEY_CERT_SIGN), "usage");
	}
	check(gnutls_x509_crt_sign2(p.crt, signer ? signer->crt : p.crt,
	                            signer ? signer->key : p.key, GNUTLS_DIG_SHA256, 0),
	      "signature");
	put(k->name, &p);
	return p;
}

static void done(pair p)
{
	gnutls_x509_crt_deinit(p.crt);
	gnutls_x509_privkey_deinit(p.key);
}

int main(int argc, char **argv)
{
	static const kind ours = {"ca", true, false, false, -30, 3650};
	static const kind others = {"other-ca", true, false, false, -30, 3650};
	static const kind of_ours[] = {
		{"good", false, false, false, -30, 365},
		{"wrong-name", false, false, true, -30, 365},
		{"expired", false, false, false, -30, -1},
		{"not-yet-valid", false, false, false, 2, 365},
		{"weak", false, true, false, -30, 365},
	};
	static const kind unknown = {"unknown-ca", false, false, false, -30, 365};
	static const kind alone = {"self-signed", false, false, false, -30, 365};
	pair ca, other;

	if (argc != 2) {
		fprintf(stderr, "certificates DIRECTORY\n");
		return 64;
	}
	directory = argv[1];
	ca = make(&ours, NULL);
	other = make(&others, NULL);
	for (size_t i = 0; i < sizeof of_ours / sizeof *of_ours; i++)
		done(make(&of_ours[i], &ca));
	done(make(&unknown, &other));
	done(make(&alone, NULL));
	done(ca);
	done(other);
	return 0;
}
