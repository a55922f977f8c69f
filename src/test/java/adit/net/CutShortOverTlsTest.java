package adit.net;

/** A stream cut short is the same where its client speaks TLS to the proxy. */
@OverTls
class CutShortOverTlsTest extends CutShortTest {}
