package io.amparo.sla.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;

import io.amparo.events.sla.SlaEvent.SlaPaused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

class BoardStreamTest {
    private final BoardStream stream = new BoardStream(Duration.ofMillis(5));

    @RestController
    record LiveController(BoardStream stream, @Nullable String lastEventId, UnaryOperator<BoardUpdate> mapper) {
        @GetMapping("/live")
        SseEmitter live() {
            return stream.open("gisele", lastEventId, Duration.ofHours(1), mapper);
        }
    }

    private MvcResult live(UnaryOperator<BoardUpdate> mapper) throws Exception {
        return live(null, mapper);
    }

    private MvcResult live(@Nullable String lastEventId, UnaryOperator<BoardUpdate> mapper) throws Exception {
        return MockMvcBuilders.standaloneSetup(new LiveController(stream, lastEventId, mapper)).build().perform(get("/live"))
                .andExpect(request().asyncStarted()).andReturn();
    }

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void idle_stream_sends_heartbeats() throws Exception {
        var response = live(notice -> notice).getResponse();
        await().untilAsserted(() -> assertThat(response.getContentAsString()).endsWith(":\n\n:\n\n:\n\n"));
    }

    @Test
    void sixth_stream_of_a_person_is_refused_until_one_ends() {
        for (int i = 0; i < 5; i++) stream.open("fabio", null, Duration.ofHours(1), notice -> notice);
        assertThatThrownBy(() -> stream.open("fabio", null, Duration.ofHours(1), notice -> notice))
                .hasMessage("too-many-streams");
        stream.open("gisele", null, Duration.ofHours(1), notice -> notice);

        stream.close();
        stream.open("fabio", null, Duration.ofHours(1), notice -> notice);
    }

    @Test
    void reader_is_disconnected_if_its_notice_cannot_be_read() throws Exception {
        var unreadable = new IllegalArgumentException("store unavailable");
        var reader = live(_ -> {
            throw unreadable;
        });

        stream.publish(() -> Optional.of(paused("t1")));

        assertThat(reader.getAsyncResult(20_000)).isSameAs(unreadable);
    }

    @Test
    void notice_without_readers_is_decoded_once_when_a_reader_resumes() throws Exception {
        var read = new ArrayList<String>();
        for (var ticket : List.of("t1", "t2", "t3")) stream.publish(() -> {
            read.add(ticket);
            return ticket.equals("t2") ? Optional.empty() : Optional.of(paused(ticket));
        });
        assertThat(read).isEmpty();

        for (int n = 0; n < 2; n++) {
            var response = live("t1/TICKET/1/paused", notice -> notice).getResponse();
            await().untilAsserted(() -> assertThat(response.getContentAsString()).contains("id:t3/TICKET/1/paused"));
            assertThat(response.getContentAsString()).doesNotContain("id:t1", "RESET");
        }

        assertThat(read).containsExactly("t1", "t2", "t3");
    }

    private static BoardUpdate paused(String ticket) {
        return BoardUpdate.of(ticket + "/TICKET/1/paused",
                new SlaPaused(ticket, "T-1", "acme", "WAITING_CUSTOMER", List.of(), Instant.EPOCH), Instant.EPOCH);
    }
}
