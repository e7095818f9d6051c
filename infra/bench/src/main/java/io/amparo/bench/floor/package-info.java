/** What the machine, its broker, store and mail server can do at best. */
@NullMarked
package io.amparo.bench.floor;

import org.jspecify.annotations.NullMarked;
