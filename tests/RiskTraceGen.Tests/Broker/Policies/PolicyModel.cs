namespace RiskTraceGen.Tests;

/// <summary>The policies as the design words them, written a second time and without an engine: what must become of a call.</summary>
internal static class PolicyModel
{
    public static PolicyBehaviour Of(PolicyCase call)
    {
        var happens = new List<string>();
        bool mayExist = false;
        for (int number = 1; number <= call.Retries + 1; number++)
        {
            happens.Add("attempt");
            string verdict = call.Answers[number - 1];
            if (verdict == "ambiguous")
            {
                mayExist = true;
                if (call.Query != "none")
                    happens.Add("query");
                if (call.Query == "found")
                    return Ok("query");
                if (call.Query == "absent")
                    (verdict, mayExist) = ("transient", false);
            }

            if (verdict == "ok")
                return Ok($"attempt {number}");

            bool again = verdict == "transient" || (verdict == "ambiguous" && (call.Idempotent || call.RetryAmbiguous));
            if (!again || number == call.Retries + 1)
                return End($"attempt {number}");
        }

        throw new InvalidOperationException("There is always a last attempt.");

        PolicyBehaviour End(string sees)
        {
            if (call.Fallback == "none" || (mayExist && !call.FallbackOnAmbiguous))
                return Bad(sees);

            happens.Add("fallback");
            if (call.Fallback == "ok")
                return Ok("fallback");

            mayExist |= call.Fallback == "ambiguous";
            return Bad("fallback");
        }

        PolicyBehaviour Ok(string sees) => new(string.Join(" → ", happens), "ok", sees, Alert: false);

        PolicyBehaviour Bad(string sees) => new(string.Join(" → ", happens), mayExist ? "ambiguous" : "failed", sees, Alert: true);
    }

    /// <summary>Every combination of answers and settings with at most so many retries.</summary>
    public static IEnumerable<PolicyCase> Cases(int maxRetries)
    {
        bool[] either = [false, true];
        return from retries in Enumerable.Range(0, maxRetries + 1)
               from answers in Answers(retries + 1)
               from idempotent in either
               from retryAmbiguous in either
               from fallbackOnAmbiguous in either
               from fallback in (string[])["none", "ok", "failed", "ambiguous"]
               from query in (string[])["none", "found", "absent", "unknown"]
               select new PolicyCase(answers, idempotent, retryAmbiguous, fallbackOnAmbiguous, retries, fallback, query);
    }

    private static IEnumerable<string[]> Answers(int length)
        => length == 0
            ? [[]]
            : Answers(length - 1).SelectMany(static _ => (string[])["ok", "transient", "permanent", "ambiguous"], static (before, last) => (string[])[.. before, last]);
}
