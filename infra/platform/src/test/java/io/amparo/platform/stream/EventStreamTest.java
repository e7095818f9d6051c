package io.amparo.platform.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

class EventStreamTest {
    private static final int RECENT = 3;
    private static final Pattern POSITION = Pattern.compile("id:(\\S+/\\d+)\n");

    private final EventStream<Change> stream = new EventStream<>("greeting", Duration.ofMillis(5), RECENT);

    record Change(String id, String customer) implements LiveEvent {
        @Override
        public String name() {
            return "CHANGED";
        }
    }

    @RestController
    record LiveController(EventStream<Change> stream, Reader<Change> reader) {
        @GetMapping("/live")
        SseEmitter live() {
            return stream.open(reader);
        }
    }

    private static Reader<Change> reader(String person, @Nullable String lastEventId, Predicate<Change> isVisible,
            BooleanSupplier isAllowed, Function<Change, ?> mapper) {
        return new Reader<>(person, lastEventId, Duration.ofHours(1), isVisible, isAllowed, mapper);
    }

    private MvcResult live(Reader<Change> reader) throws Exception {
        return MockMvcBuilders.standaloneSetup(new LiveController(stream, reader)).build().perform(get("/live"))
                .andExpect(request().asyncStarted()).andReturn();
    }

    private MvcResult live(@Nullable String lastEventId) throws Exception {
        return live(reader("gisele", lastEventId, _ -> true, () -> true, change -> change));
    }

    private void publish(String id) {
        publish(id, "acme");
    }

    private void publish(String id, String customer) {
        stream.publish(() -> Optional.of(new Change(id, customer)));
    }

    private static void awaitText(MvcResult reader, String... expected) {
        await().untilAsserted(() -> assertThat(reader.getResponse().getContentAsString()).contains(expected));
    }

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void idle_stream_sends_heartbeats_with_the_position() throws Exception {
        var reader = live((String) null);
        await().untilAsserted(() -> assertThat(reader.getResponse().getContentAsString())
                .matches("(?s):greeting\nid:(\\S+/0)\n\n(:\nid:\\1\n\n){3,}.*"));
    }

    @Test
    void a_sixth_stream_of_a_person_ends_the_oldest() throws Exception {
        var streams = new ArrayList<MvcResult>();
        for (int i = 0; i < 6; i++) streams.add(live((String) null));
        var other = live(reader("fabio", null, _ -> true, () -> true, change -> change));

        assertThat(streams.getFirst().getAsyncResult(20_000)).isNull();
        publish("c1");
        for (var open : streams.subList(1, 6)) awaitText(open, "id:c1\n");
        awaitText(other, "id:c1\n");
        assertThat(streams.getFirst().getResponse().getContentAsString()).doesNotContain("id:c1\n");
    }

    @Test
    void a_reader_is_disconnected_if_its_event_cannot_be_mapped() throws Exception {
        var unreadable = new IllegalArgumentException("store unavailable");
        var reader = live(reader("gisele", null, _ -> true, () -> true, _ -> {
            throw unreadable;
        }));

        publish("c1");

        assertThat(reader.getAsyncResult(20_000)).isSameAs(unreadable);
    }

    @Test
    void an_event_without_readers_is_decoded_once_when_a_reader_resumes() throws Exception {
        var read = new ArrayList<String>();
        for (var id : List.of("c1", "c2", "c3")) stream.publish(() -> {
            read.add(id);
            return id.equals("c2") ? Optional.empty() : Optional.of(new Change(id, "acme"));
        });
        assertThat(read).isEmpty();

        for (int n = 0; n < 2; n++) {
            var resumed = live("c1");
            awaitText(resumed, "id:c3\n");
            assertThat(resumed.getResponse().getContentAsString()).doesNotContain("id:c1\n", "RESET");
        }

        assertThat(read).containsExactly("c1", "c2", "c3");
    }

    @Test
    void a_reader_that_has_received_no_event_resumes_after_its_position() throws Exception {
        publish("c1");
        var idle = live((String) null);
        awaitText(idle, "greeting\nid:");
        var position = POSITION.matcher(idle.getResponse().getContentAsString());
        assertThat(position.find()).isTrue();
        publish("c2");

        var resumed = live(position.group(1));
        awaitText(resumed, "id:c2\n");
        assertThat(resumed.getResponse().getContentAsString()).doesNotContain("id:c1\n", "RESET");
    }

    @Test
    void a_reader_beyond_the_recent_events_receives_reset_and_nothing_older() throws Exception {
        for (int i = 0; i <= RECENT; i++) publish("c" + i);
        var lost = live("c0");
        awaitText(lost, "event:RESET\ndata:{}\n\n");
        assertThat(lost.getResponse().getContentAsString()).as("an id before it would be lost with it").startsWith("event:RESET");
        publish("after");
        awaitText(lost, "id:after");
        assertThat(lost.getResponse().getContentAsString()).doesNotContainPattern("(?m)^id:c\\d$");
    }

    @Test
    void a_reader_receives_only_what_is_visible_to_it_also_when_it_resumes() throws Exception {
        publish("start");
        publish("a1", "acme");
        publish("b1", "borealis");
        var reader = live(reader("bruno", "start", change -> change.customer().equals("acme"), () -> true, change -> change));
        publish("b2", "borealis");
        publish("a2", "acme");

        awaitText(reader, "id:a1", "id:a2");
        // The id of a heartbeat may begin like that of an event.
        assertThat(reader.getResponse().getContentAsString()).doesNotContain("id:b1\n", "id:b2\n");
    }

    @Test
    void a_stream_ends_when_its_reader_is_no_longer_allowed() throws Exception {
        var allowed = new AtomicBoolean(true);
        var reader = live(reader("bruno", null, _ -> true, allowed::get, change -> change));
        awaitText(reader, "greeting");

        allowed.set(false);

        assertThat(reader.getAsyncResult(20_000)).isNull();
    }

    @Test
    void a_reader_that_does_not_read_is_disconnected_and_holds_a_limited_number_of_events() throws Exception {
        var blocked = new AtomicBoolean(true);
        var reader = live(reader("gisele", null, _ -> true, () -> true, change -> {
            await().forever().untilFalse(blocked);
            return change;
        }));
        awaitText(reader, "greeting");

        for (int i = 0; i < 1_100; i++) publish("c" + i);
        blocked.set(false);

        assertThat(reader.getAsyncResult(20_000)).isNull();
        assertThat(reader.getResponse().getContentAsString()).doesNotContain("id:c1099\n");
    }
}
