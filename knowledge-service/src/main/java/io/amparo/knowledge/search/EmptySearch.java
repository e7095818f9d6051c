package io.amparo.knowledge.search;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A query that found nothing.
 *
 * @param query its words in lower case and without accents
 * @param language the selected language, or that of the user
 * @param lastOn the last day on which it found nothing
 */
record EmptySearch(String query, @Nullable String language, int count, LocalDate lastOn) {}
