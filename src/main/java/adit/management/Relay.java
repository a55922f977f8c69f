package adit.management;

import adit.account.LiveServer;

/** Shows how bytes are moved. Safe for use by any thread. */
final class Relay implements RelayMXBean {
    private final LiveServer server;

    Relay(LiveServer server) {
        this.server = server;
    }

    @Override
    public String getDataPath() {
        return server.relay().splices() ? "splice" : "copy";
    }

    @Override
    public String getReason() {
        return Text.escape(server.relay().reason());
    }

    @Override
    public int getMaxPipes() {
        return server.relay().mostPipes();
    }

    @Override
    public int getPipes() {
        return server.relay().pipes();
    }

    @Override
    public long getSplicedBytesTotal() {
        return server.relay().splicedBytes();
    }
}
