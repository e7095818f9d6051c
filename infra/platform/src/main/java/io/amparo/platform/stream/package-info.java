/** Live readers: server-sent events that a reader can resume. */
@Adapter
@org.jspecify.annotations.NullMarked
package io.amparo.platform.stream;

import io.amparo.platform.Adapter;
