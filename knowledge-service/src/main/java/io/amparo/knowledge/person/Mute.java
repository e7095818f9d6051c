package io.amparo.knowledge.person;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision of the staff that a person may not write for a time.
 *
 * @param until end of the mute; null if the decision ends the one before
 * @param by name of the person of the staff
 */
public record Mute(@Nullable Instant until, String reason, String by, Instant at) {}
