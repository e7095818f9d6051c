/** What one address, person or service may occupy at the same time. */
@Adapter
@org.jspecify.annotations.NullMarked
package io.amparo.gateway.limit;

import io.amparo.platform.Adapter;
