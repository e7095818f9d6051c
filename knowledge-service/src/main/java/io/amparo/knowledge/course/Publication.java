package io.amparo.knowledge.course;

import java.time.Instant;

/**
 * A published version of a course, which never changes.
 *
 * @param revision counts from 1
 * @param by name of the person who has published it
 */
public record Publication(int revision, Content content, Instant at, String by) {}
