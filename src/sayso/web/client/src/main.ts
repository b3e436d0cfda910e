// Loaded on every page: htmx, and what all pages share.
import htmx from "htmx.org";
import { watchRequests } from "./shared/requests";

// set here too, so that a page without the meta element keeps to the content-security policy
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
// no copy of a page is kept: going back loads it anew
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
htmx.config.scrollIntoViewOnBoost = false;

watchRequests(document);
