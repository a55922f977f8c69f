package adit.net;

/** As much and as exact in each tunnel whose client speaks TLS; in fewer, for here the clients do their TLS too. */
@OverTls
class ManyBytesOverTlsTest extends ManyBytesTest {
    @Override
    int tunnels() {
        return 2;
    }
}
