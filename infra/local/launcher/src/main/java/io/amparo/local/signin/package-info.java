/** Sign-in at the identity provider as a demonstration user or as a machine. */
@NullMarked
package io.amparo.local.signin;

import org.jspecify.annotations.NullMarked;
