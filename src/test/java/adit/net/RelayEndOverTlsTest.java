package adit.net;

/** The limits of a relay are the same where its client speaks TLS to the proxy. */
@OverTls
class RelayEndOverTlsTest extends RelayEndTest {}
