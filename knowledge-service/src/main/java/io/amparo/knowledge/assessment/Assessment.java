package io.amparo.knowledge.assessment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * An assessment of a course (R4.2).
 *
 * @param id unique in its course
 * @param passPercent percent of right answers from which an attempt is passed, 1 to 100
 * @param maxAttempts number of attempts that a learner has
 */
public record Assessment(String id, String title, int passPercent, int maxAttempts, List<Pool> pools) {

    /**
     * Questions of which an attempt has some.
     *
     * @param draw number of questions that an attempt has from this pool
     */
    public record Pool(int draw, List<Question> questions) {
        public Pool {
            questions = List.copyOf(questions);
        }

        Stream<Question> drawn(RandomGenerator random) {
            var shuffled = new ArrayList<>(questions);
            Collections.shuffle(shuffled, random);
            return shuffled.stream().limit(draw).map(question -> question.shuffled(random));
        }
    }

    public Assessment {
        pools = List.copyOf(pools);
    }

    /** Number of questions of an attempt. */
    public int size() {
        return pools.stream().mapToInt(Pool::draw).sum();
    }

    List<Question> draw(RandomGenerator random) {
        return pools.stream().flatMap(pool -> pool.drawn(random)).toList();
    }
}
