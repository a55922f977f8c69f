package adit.net;

/** What an open tunnel does is the same where its client speaks TLS to the proxy. */
@OverTls
class RelayOverTlsTest extends RelayTest {}
