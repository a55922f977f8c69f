package adit.net;

/** A refusal is the same where its client speaks TLS to the proxy. */
@OverTls
class OutcomeOverTlsTest extends OutcomeTest {}
