/** Mail server for one machine: stores every mail that the suite sends and serves it by IMAP and as a page. */
@NullMarked
package io.amparo.local.mail;

import org.jspecify.annotations.NullMarked;
