package io.amparo.knowledge.assessment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a learner answers to a question.
 *
 * @param question id of the question
 * @param options ids of the chosen options; empty for a number or a text
 * @param text the number or the text as the learner has typed it; null for a choice
 */
public record Answer(String question, List<String> options, @Nullable String text) {
    public Answer {
        options = options.stream().distinct().sorted().toList();
    }
}
