package io.amparo.knowledge.search;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An index of generated articles of 300 words and forum topics of five posts of 80 words. A third of the words are those of the
 * demonstration articles; the others are of 30,000 generated words, whose frequencies follow Zipf's law.
 */
public final class GeneratedContent {
    private static final List<String> SYLLABLES = List.of("ba", "ca", "de", "fi", "go", "la", "mo", "ne", "po", "ra", "se", "ti",
            "vo", "xi", "za", "tra", "pre", "con", "dis", "per");
    private static final List<String> ENDINGS = List.of("ção", "ções", "dor", "mento", "vel", "veis", "ndo", "l", "s", "r");
    private static final int VOCABULARY = 30_000;
    private static final int ARTICLE_WORDS = 300;
    private static final int TOPIC_WORDS = 5 * 80;
    private static final int TICKET_WORDS = 60;
    private static final int TITLE_WORDS = 6;
    private static final int SENTENCE_WORDS = 12;
    private static final int SEED = 20;

    private final SearchIndex index = new SearchIndex();
    private final List<String> known;
    private final List<String> generated;
    private final int articles;
    private final int topics;

    public GeneratedContent(int articles, int posts) {
        this.articles = articles;
        this.topics = posts / 5;
        this.known = DemoArticles.all().stream().flatMap(each -> List.of(each.body().split("\\P{L}+")).stream())
                .filter(word -> word.length() > 1).distinct().sorted().toList();
        var random = new Random(SEED);
        this.generated = IntStream.range(0, VOCABULARY).mapToObj(_ -> word(random)).toList();
    }

    private static String word(Random random) {
        return random.ints(2 + random.nextInt(3), 0, SYLLABLES.size()).mapToObj(SYLLABLES::get).collect(Collectors.joining())
                + ENDINGS.get(random.nextInt(ENDINGS.size()));
    }

    /** Builds the index and replaces the one before. */
    public Duration rebuild() {
        var begin = System.nanoTime();
        index.rebuild(() -> IntStream.range(0, articles + topics).forEach(i -> index.put(item(i))));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private Searchable item(int number) {
        var random = new Random(number);
        boolean article = number < articles;
        var title = words(random, TITLE_WORDS);
        return new Searchable(article ? SearchCollection.ARTICLES : SearchCollection.FORUM, Integer.toString(number), 1,
                article ? "PROCEDURE" : null, "pt-BR", "opmon-9", Audience.EVERYONE, title,
                words(random, article ? ARTICLE_WORDS : TOPIC_WORDS));
    }

    private String words(Random random, int count) {
        return IntStream.range(0, count).mapToObj(i -> word(random, known, generated) + (i % SENTENCE_WORDS == 0 ? ". " : " "))
                .collect(Collectors.joining()).strip();
    }

    private static String word(Random random, List<String> known, List<String> generated) {
        if (random.nextInt(3) == 0) return known.get(random.nextInt(known.size()));
        return generated.get((int) Math.pow(generated.size(), random.nextDouble()) - 1);
    }

    /** Searches three words of the title of an item; each fourth time one has a typing error. */
    public void search(int number) {
        var query = title(number).stream().limit(3).collect(Collectors.joining(" "));
        index.search(number % 4 == 0 ? Relevance.withTypo(query) : query, SearchIndex.Filter.of(Set.of(Audience.EVERYONE)), 0,
                25);
    }

    /** Completes a word and the first three characters of another one of a title. */
    public void complete(int number) {
        var words = title(number);
        var typed = words.getFirst() + " " + words.get(1).substring(0, Math.min(3, words.get(1).length()));
        index.complete(typed, SearchIndex.Filter.of(Set.of(Audience.EVERYONE)), 8);
    }

    /** Suggests items for the text of a ticket: the first sentences of an item. */
    public void suggest(int number) {
        var text = words(new Random(number % (articles + topics)), TICKET_WORDS);
        index.suggest(text, SearchIndex.Filter.of(Set.of(Audience.EVERYONE)), 5);
    }

    private List<String> title(int number) {
        return List.of(words(new Random(number % (articles + topics)), TITLE_WORDS).split("[. ]+"));
    }

    /** Returns the nDCG@10 of the stock analyzer for the demonstration articles. */
    public static double stockNdcg(Relevance.Writing writing) {
        return Relevance.ndcg(writing, new StockSearch(DemoArticles.all())::search);
    }

    /** Returns the nDCG@10 of the search for the demonstration articles. */
    public static double ndcg(Relevance.Writing writing) {
        var demo = DemoArticles.index();
        return Relevance.ndcg(writing, query -> Relevance.search(demo, query));
    }
}
