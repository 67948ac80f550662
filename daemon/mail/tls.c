// SPDX-License-Identifier: Apache-2.0
/* Verified TLS over GnuTLS; see tls.h. */
#include "mail/tls.h"

#include "common/mem.h"

#include <arpa/inet.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>

/* No TLS below 1.2 (RFC 8996), no keys below 2048 bits of RSA or their like, neither the server's nor the chain's. */
#define PRIORITY "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:%PROFILE_MEDIUM"

struct rap_tls_session {
	gnutls_certificate_credentials_t credentials;
	gnutls_session_t session;
	char *host; /* GnuTLS keeps a pointer to it */
};

static bool is_ip_address(const char *host)
{
	unsigned char address[sizeof(struct in6_addr)];

	return inet_pton(AF_INET, host, address) == 1 || inet_pton(AF_INET6, host, address) == 1;
}

static rap_err load_authorities(rap_tls_session *tls, const char *ca_file, rap_buf *why)
{
	int n;

	if (ca_file)
		n = gnutls_certificate_set_x509_trust_file(tls->credentials, ca_file,
		                                           GNUTLS_X509_FMT_PEM);
	else
		n = gnutls_certificate_set_x509_system_trust(tls->credentials);
	if (n > 0)
		return RAP_OK;
	if (ca_file)
		rap_buf_printf(why, "%s: %s", ca_file,
		               n < 0 ? gnutls_strerror(n) : "holds no certificate");
	else
		rap_buf_str(why, "the system has no certificate authorities: install the package "
		                 "ca-certificates, or name a ca_file");
	return RAP_E_AGAIN;
}

rap_err rap_tls_new(int fd, const char *host, const char *ca_file, rap_tls_session **ret,
                    rap_buf *why)
{
	rap_tls_session *tls = rap_calloc(1, sizeof *tls);
	rap_err err = RAP_OK;
	int r = gnutls_certificate_allocate_credentials(&tls->credentials);

	tls->host = rap_strdup(host);
	if (r == 0)
		r = gnutls_init(&tls->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
	if (r == 0)
		r = gnutls_priority_set_direct(tls->session, PRIORITY, NULL);
	if (r == 0)
		r = gnutls_credentials_set(tls->session, GNUTLS_CRD_CERTIFICATE, tls->credentials);
	if (r == 0 && !is_ip_address(host)) /* RFC 6066, 3: no literal addresses in SNI */
		r = gnutls_server_name_set(tls->session, GNUTLS_NAME_DNS, host, strlen(host));
	if (r != 0) {
		rap_buf_str(why, gnutls_strerror(r));
		err = RAP_E_AGAIN;
	}
	if (err == RAP_OK)
		err = load_authorities(tls, ca_file, why);
	if (err != RAP_OK) {
		(void)rap_tls_free(tls);
		return err;
	}
	gnutls_session_set_verify_cert(tls->session, tls->host, 0);
	gnutls_transport_set_int(tls->session, fd);
	*ret = tls;
	return RAP_OK;
}

rap_tls_session *rap_tls_free(rap_tls_session *tls)
{
	if (!tls)
		return NULL;
	if (tls->session)
		gnutls_deinit(tls->session);
	if (tls->credentials)
		gnutls_certificate_free_credentials(tls->credentials);
	free(tls->host);
	free(tls);
	return NULL;
}

/* Whether the server's certificate is its own issuer. */
static bool is_signed_by_itself(const rap_tls_session *tls)
{
	unsigned n = 0;
	const gnutls_datum_t *peers = gnutls_certificate_get_peers(tls->session, &n);
	gnutls_x509_crt_t crt = NULL;
	bool itself;

	if (n == 0 || gnutls_x509_crt_init(&crt) != 0)
		return false;
	itself = gnutls_x509_crt_import(crt, &peers[0], GNUTLS_X509_FMT_DER) == 0 &&
	         gnutls_x509_crt_check_issuer(crt, crt) != 0;
	gnutls_x509_crt_deinit(crt);
	return itself;
}

/* Why the certificate is not accepted, for an administrator. */
static void put_certificate_fault(const rap_tls_session *tls, rap_buf *why)
{
	static const struct {
		unsigned bit;
		const char *text;
	} faults[] = {
		{GNUTLS_CERT_REVOKED, "it has been revoked"},
		{GNUTLS_CERT_EXPIRED, "it has expired"},
		{GNUTLS_CERT_NOT_ACTIVATED,
	         "it is not yet valid (is the clock of this machine right?)"},
		{GNUTLS_CERT_UNEXPECTED_OWNER, "it is for another name"},
		{GNUTLS_CERT_INSECURE_ALGORITHM, "its key or signature is too weak"},
	};
	unsigned status = gnutls_session_get_verify_cert_status(tls->session);
	size_t before;

	rap_buf_printf(why, "the certificate of %s is not accepted: ", tls->host);
	before = why->len;
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (status & faults[i].bit)
			rap_buf_printf(why, "%s%s", why->len > before ? ", " : "", faults[i].text);
	if (status & GNUTLS_CERT_SIGNER_NOT_FOUND)
		rap_buf_printf(why, "%s%s; ca_file names an authority of your own",
		               why->len > before ? ", " : "",
		               is_signed_by_itself(tls)
		                       ? "it is signed by itself"
		                       : "it is not signed by an authority that is trusted here");
	if (why->len == before)
		rap_buf_str(why, "it cannot be verified");
}

/* Other words for what GnuTLS says in its own. */
static const char *plainly(const rap_tls_session *tls, int r)
{
	if (r == GNUTLS_E_UNSUPPORTED_VERSION_PACKET ||
	    (r == GNUTLS_E_FATAL_ALERT_RECEIVED &&
	     gnutls_alert_get(tls->session) == GNUTLS_A_PROTOCOL_VERSION))
		return "the server does not speak TLS 1.2 or later";
	if (r == GNUTLS_E_UNEXPECTED_PACKET_LENGTH || r == GNUTLS_E_UNEXPECTED_PACKET)
		return "the server does not speak TLS at this port (starttls, or another port?)";
	return NULL;
}

static rap_tls_step step_of(rap_tls_session *tls, int r, rap_buf *why)
{
	if (r == GNUTLS_E_AGAIN || r == GNUTLS_E_INTERRUPTED)
		return gnutls_record_get_direction(tls->session) == 0 ? RAP_TLS_WANTS_READ
		                                                      : RAP_TLS_WANTS_WRITE;
	if (r == GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR)
		put_certificate_fault(tls, why);
	else if (r == GNUTLS_E_PREMATURE_TERMINATION)
		rap_buf_str(why, "the server closed the connection");
	else if (plainly(tls, r))
		rap_buf_str(why, plainly(tls, r));
	else
		rap_buf_printf(why, "TLS: %s", gnutls_strerror(r));
	return RAP_TLS_FAILED;
}

/* A warning or a request for a new handshake of the peer does not end a connection. */
static bool is_passing(int r)
{
	return r < 0 && gnutls_error_is_fatal(r) == 0 && r != GNUTLS_E_AGAIN &&
	       r != GNUTLS_E_INTERRUPTED;
}

rap_tls_step rap_tls_handshake(rap_tls_session *tls, rap_buf *why)
{
	int r;

	do
		r = gnutls_handshake(tls->session);
	while (is_passing(r));
	return r == 0 ? RAP_TLS_DONE : step_of(tls, r, why);
}

rap_tls_step rap_tls_read(rap_tls_session *tls, void *at, size_t len, size_t *ret_n, rap_buf *why)
{
	ssize_t r;

	do
		r = gnutls_record_recv(tls->session, at, len);
	while (is_passing((int)r) && r != GNUTLS_E_REHANDSHAKE);
	if (r < 0)
		return step_of(tls, (int)r, why);
	*ret_n = (size_t)r;
	return RAP_TLS_DONE;
}

rap_tls_step rap_tls_write(rap_tls_session *tls, const void *at, size_t len, size_t *ret_n,
                           rap_buf *why)
{
	ssize_t r = gnutls_record_send(tls->session, at, len);

	if (r < 0)
		return step_of(tls, (int)r, why);
	*ret_n = (size_t)r;
	return RAP_TLS_DONE;
}

bool rap_tls_pending(const rap_tls_session *tls)
{
	return gnutls_record_check_pending(tls->session) > 0;
}

void rap_tls_bye(rap_tls_session *tls)
{
	(void)gnutls_bye(tls->session, GNUTLS_SHUT_WR);
}
