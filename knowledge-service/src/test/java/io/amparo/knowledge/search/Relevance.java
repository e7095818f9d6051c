package io.amparo.knowledge.search;

import io.amparo.knowledge.search.SearchIndex.Filter;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Measures searches in the demonstration articles by judgements: nDCG of the first ten, with exponential gain. */
public final class Relevance {
    private static final int DEPTH = 10;
    private static final int MIN_LENGTH = 4;
    private static final Filter FILTER = new Filter(Set.of(Audience.EVERYONE), List.of(), null, null, null, "pt-BR");

    /** A query, the same in the other grammatical number, and the grades of the articles that answer it. */
    record Judgement(String q, String other, Map<String, Integer> grades) {}

    private record Judgements(Map<String, String> articles, List<Judgement> queries) {}

    /** Ways in which users write the same query. */
    public enum Writing {
        AS_JUDGED(0.85), WITHOUT_ACCENTS(0.85), OTHER_NUMBER(0.80), ONE_TYPO(0.75);

        public final double limit;

        Writing(double limit) {
            this.limit = limit;
        }

        String of(Judgement judgement) {
            return switch (this) {
                case AS_JUDGED -> judgement.q();
                case WITHOUT_ACCENTS -> Normalizer.normalize(judgement.q(), Form.NFD).replaceAll("\\p{M}+", "");
                case OTHER_NUMBER -> judgement.other();
                case ONE_TYPO -> withTypo(judgement.q());
            };
        }
    }

    private Relevance() {}

    /** Returns the judgements with the slugs of the articles. */
    static List<Judgement> judgements() {
        var read = JsonMapper.shared().convertValue(DemoArticles.yaml("relevance/judgements.yaml"), Judgements.class);
        return read.queries().stream()
                .map(each -> new Judgement(each.q(), each.other(),
                        each.grades().entrySet().stream()
                                .collect(Collectors.toMap(grade -> read.articles().get(grade.getKey()), Map.Entry::getValue))))
                .toList();
    }

    static List<String> search(SearchIndex index, String query) {
        return index.search(query, FILTER, 0, DEPTH).hits().stream().map(Hit::id).toList();
    }

    /** @param search returns slugs, best first */
    public static double ndcg(Writing writing, Function<String, List<String>> search) {
        return judgements().stream().mapToDouble(each -> ndcg(search.apply(writing.of(each)), each.grades())).average()
                .orElseThrow();
    }

    private static double ndcg(List<String> found, Map<String, Integer> grades) {
        return gain(found.stream().map(slug -> grades.getOrDefault(slug, 0)).toList())
                / gain(grades.values().stream().sorted(Comparator.reverseOrder()).toList());
    }

    private static double gain(List<Integer> grades) {
        return IntStream.range(0, Math.min(DEPTH, grades.size()))
                .mapToDouble(i -> (Math.pow(2, grades.get(i)) - 1) / (Math.log(i + 2) / Math.log(2))).sum();
    }

    /** Omits, adds, replaces or swaps one character of one word, each time the same of a query; words of digits are kept. */
    static String withTypo(String query) {
        var random = new Random(query.hashCode());
        var words = query.split(" ");
        var candidates = IntStream.range(0, words.length)
                .filter(i -> words[i].length() >= MIN_LENGTH && words[i].chars().allMatch(Character::isLetter)).toArray();
        if (candidates.length == 0) return query;
        int word = candidates[random.nextInt(candidates.length)];
        words[word] = withTypo(new StringBuilder(words[word]), random);
        return String.join(" ", words);
    }

    private static String withTypo(StringBuilder word, Random random) {
        int at = random.nextInt(word.length() - 1);
        var other = (char) ('a' + random.nextInt(26));
        switch (random.nextInt(4)) {
            case 0 -> word.deleteCharAt(at);
            case 1 -> word.insert(at, other);
            case 2 -> word.setCharAt(at, other);
            default -> {
                var first = word.charAt(at);
                word.setCharAt(at, word.charAt(at + 1));
                word.setCharAt(at + 1, first);
            }
        }
        return word.toString();
    }
}
