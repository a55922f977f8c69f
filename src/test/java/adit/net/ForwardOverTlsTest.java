package adit.net;

/** {@link ForwardTest} with a client that speaks TLS to the proxy. */
@OverTls
class ForwardOverTlsTest extends ForwardTest {}
