package io.amparo.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

class KeyBindingAdviceTest {

    @Test
    void endless_body_is_refused_after_one_megabyte() {
        var read = new AtomicLong();
        var advice = new KeyBindingAdvice(null, JsonMapper.shared());

        assertThatThrownBy(() -> advice.beforeBodyRead(endlessRequest(read), null, String.class, null)).isInstanceOfSatisfying(
                ApiException.class, refusal -> assertThat(refusal.status()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE));
        assertThat(read.get()).isLessThan(2L * KeyBindingAdvice.MAX_BODY_BYTES);
    }

    private static HttpInputMessage endlessRequest(AtomicLong read) {
        return new HttpInputMessage() {
            @Override
            public InputStream getBody() {
                return new InputStream() {
                    @Override
                    public int read() {
                        read.incrementAndGet();
                        return ' ';
                    }
                };
            }

            @Override
            public HttpHeaders getHeaders() {
                var headers = new HttpHeaders();
                headers.set(IdempotencyKey.HEADER, "k");
                return headers;
            }
        };
    }
}
