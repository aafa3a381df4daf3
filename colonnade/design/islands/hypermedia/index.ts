/* htmx: links and forms that fetch a part of a page. Configured by <meta name="htmx-config"> in design/base.html. */
import "htmx.org/dist/htmx.esm.min.js";
