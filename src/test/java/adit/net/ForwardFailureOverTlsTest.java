package adit.net;

/** {@link ForwardFailureTest} with a client that speaks TLS to the proxy. */
@OverTls
class ForwardFailureOverTlsTest extends ForwardFailureTest {}
