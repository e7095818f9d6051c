package io.amparo.platform.backend;

import io.amparo.platform.LogInterval;
import io.amparo.platform.LogText;
import io.amparo.platform.store.StoreFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ErrorHandler;

/** Logs the failures of scheduled tasks: an unavailable store once a minute in one line, any other with its stack trace. */
final class ScheduledTaskFailures implements ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledTaskFailures.class);

    private final LogInterval interval = new LogInterval();

    @Override
    public void handleError(Throwable failure) {
        if (!StoreFailure.isOutage(failure))
            LOG.error("Scheduled task failed: {}; it runs at its next time", LogText.rootCause(failure), failure);
        else if (interval.isDue())
            LOG.warn("Scheduled tasks cannot use MongoDB ({}); each runs at its next time", LogText.rootCause(failure));
    }
}
