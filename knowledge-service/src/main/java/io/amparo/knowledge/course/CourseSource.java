package io.amparo.knowledge.course;

import io.amparo.knowledge.search.Audience;
import io.amparo.knowledge.search.SearchCollection;
import io.amparo.knowledge.search.SearchSource;
import io.amparo.knowledge.search.Searchable;
import io.amparo.platform.store.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The published courses with their summaries and lessons, for searches. */
record CourseSource(Courses courses) implements SearchSource {
    private static final int BATCH_SIZE = 20;
    private static final int MAX_LENGTH = 50_000;

    @Override
    public SearchCollection collection() {
        return SearchCollection.COURSES;
    }

    /** A course has up to 400,000 characters, twice. */
    @Override
    public int batchSize() {
        return BATCH_SIZE;
    }

    @Override
    public Optional<Stored> find(String id) {
        return courses.find(id).map(CourseSource::stored);
    }

    @Override
    public List<Stored> changedSince(Instant since, String afterId, int limit) {
        return courses.changedSince(since, afterId, limit).stream().map(CourseSource::stored).toList();
    }

    private static Stored stored(Versioned<Course> found) {
        var content = found.state().shown();
        var item = found.state().isPublished()
                ? new Searchable(SearchCollection.COURSES, found.id(), found.version(), null, content.language(),
                        content.product(), Audience.EVERYONE, content.title(), text(content))
                : null;
        return new Stored(found.id(), found.version(), item);
    }

    /** The titles first, so that a long lesson does not hide the topics of the others. */
    private static String text(Content content) {
        var titles = content.lessons().stream().map(Lesson::title).collect(Collectors.joining("\n\n"));
        var text = Stream
                .concat(Stream.of(content.summary(), String.join(" ", content.tags()), titles),
                        content.lessons().stream().map(Lesson::body))
                .filter(part -> !part.isBlank()).collect(Collectors.joining("\n\n"));
        return text.substring(0, Math.min(text.length(), MAX_LENGTH));
    }
}
