package adit.app;

import adit.config.LiveSettings;
import adit.config.Reload;
import adit.lists.ListException;
import adit.lists.ListSource;
import java.util.Optional;
import java.util.TimerTask;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Asks the web for newer versions of the block lists that are due, and puts them in force. */
final class ListRefresh extends TimerTask {
    private static final Logger LOG = LogManager.getLogger(ListRefresh.class);

    private final LiveSettings settings;

    ListRefresh(LiveSettings settings) {
        this.settings = settings;
    }

    @Override
    public void run() {
        settings.dueLists().forEach(this::refresh);
    }

    private void refresh(ListSource source) {
        try {
            Optional<Reload> reload = settings.reloadList(source);
            LOG.info(
                    "block list {}: {}",
                    source.name(),
                    reload.map(Reload::message).orElse("nothing changed"));
        } catch (ListException e) {
            LOG.warn("block list {} {}; its last good version stays", source.name(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("block list {} was not refreshed", source.name(), e);
        }
    }
}
