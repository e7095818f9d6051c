package io.amparo.eol.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class FeedLinksTest {
    private final FeedLinks links = new FeedLinks(new byte[FeedLinks.KEY_BYTES]);

    @Test
    void link_is_accepted_only_as_it_was_signed() {
        var id = links.newId();
        var token = links.token(id);

        assertThat(links.verify(token)).contains(id);
        for (int i = 0; i < token.length(); i++) {
            var changed = token.substring(0, i) + (token.charAt(i) == 'A' ? 'B' : 'A') + token.substring(i + 1);
            assertThat(links.verify(changed)).as("character %d", i).isEmpty();
        }
        for (var other : new String[]{"", id, token + "A", token.substring(1), "ç".repeat(token.length())})
            assertThat(links.verify(other)).isEmpty();
    }

    @Test
    void another_key_accepts_no_link() {
        var key = new byte[FeedLinks.KEY_BYTES];
        key[0] = 1;

        assertThat(new FeedLinks(key).verify(links.token(links.newId()))).isEmpty();
        assertThatThrownBy(() -> new FeedLinks(new byte[FeedLinks.KEY_BYTES - 1])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ids_do_not_repeat() {
        var ids = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) assertThat(ids.add(links.newId())).isTrue();
    }
}
