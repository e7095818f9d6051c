package io.amparo.platform.consume;

import java.util.List;

/**
 * Handles the records of one topic. A service has a bean for each topic that it consumes; one Kafka consumer reads all of them
 * ({@link TopicConsumer}). To handle a record twice must change nothing: after a failure, the whole poll is handled once more,
 * and after a crash what its instance had not committed.
 */
public interface TopicHandler {
    /** Returns the name of the topic, with its prefix. */
    String topic();

    /**
     * Handles the records of the topic that one poll has brought, in the order of each partition. Records of other topics of the
     * same poll may be handled earlier or later.
     */
    void handle(List<ReceivedRecord> records);
}
