package io.amparo.sla.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;

import io.amparo.events.sla.SlaEvent.SlaPaused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
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
    record Live(BoardStream stream, UnaryOperator<BoardNotice> told) {
        @GetMapping("/live")
        SseEmitter live() {
            return stream.open(null, null, told);
        }
    }

    private MvcResult live(UnaryOperator<BoardNotice> told) throws Exception {
        return MockMvcBuilders.standaloneSetup(new Live(stream, told)).build().perform(get("/live"))
                .andExpect(request().asyncStarted()).andReturn();
    }

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void a_live_board_on_which_nothing_moves_has_a_heartbeat() throws Exception {
        var answer = live(notice -> notice).getResponse();
        await().untilAsserted(() -> assertThat(answer.getContentAsString()).endsWith(":\n\n:\n\n:\n\n"));
    }

    @Test
    void whoever_cannot_be_told_of_a_notice_is_sent_away_to_come_again() throws Exception {
        var unreadable = new IllegalArgumentException("the store is gone");
        var reader = live(_ -> {
            throw unreadable;
        });
        stream.tell(BoardNotice.of("t1/TICKET/1/paused", new SlaPaused("t1", "T-1", "acme", "WAITING_CUSTOMER", List.of(),
                Instant.EPOCH), Instant.EPOCH));
        assertThat(reader.getAsyncResult(20_000)).isSameAs(unreadable);
    }
}
