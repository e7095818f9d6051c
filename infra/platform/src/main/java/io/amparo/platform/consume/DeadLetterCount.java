package io.amparo.platform.consume;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of a topic and consumer group that wait for a replay.
 *
 * @param count exact up to 1,000 records between the oldest one and the end; above, the number of these records
 * @param oldest when the oldest one became a dead letter; null if there is none
 */
record DeadLetterCount(String topic, String group, long count, @Nullable Instant oldest) {}
