using System.Globalization;
using GatewaySimulator.Exchange;
using ProjectX;

namespace GatewaySimulator.Faults;

/// <summary>Lets calls go wrong as the plan says. Logging in is spared, or nobody would get anywhere.</summary>
internal sealed class FaultyCalls(FaultPlan plan, FaultLog log, RequestDelegate next)
{
    private readonly FaultDice _dice = new(plan, stream: 1);
    private readonly Dictionary<string, GatewayCall> _calls = GatewayCalls.All
        .Where(call => !call.Path.StartsWith("/api/Auth", StringComparison.Ordinal)).ToDictionary(call => call.Path, StringComparer.OrdinalIgnoreCase);

    public async Task InvokeAsync(HttpContext context)
    {
        if (!_calls.TryGetValue(context.Request.Path, out GatewayCall? call) || _dice.DrawForCall(!call.IsQuery) is not { } fault)
        {
            await next(context);
            return;
        }

        log.Add(new InjectedFault(fault, call.Path, context.Request.Headers[RequestIds.Header]));
        switch (fault)
        {
            case FaultKind.ServerError:
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                break;
            case FaultKind.TooManyRequests:
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.Response.Headers.RetryAfter = plan.RetryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
                break;
            case FaultKind.RequestLost:
                context.Abort();
                break;
            case FaultKind.AnswerLost:
                await DoAsync(context);
                context.Abort();
                break;
            case FaultKind.AnsweredPending:
                await DoAsync(context);
                await context.Response.WriteAsJsonAsync(
                    Answer.Refuse(call, call.ErrorCodes.First(meaning => meaning.EndsWith("Pending", StringComparison.Ordinal))),
                    GatewayJson.Default.GatewayResponse);
                break;
            default:
                await AnswerLateAsync(context);
                break;
        }
    }

    private async Task AnswerLateAsync(HttpContext context)
    {
        using MemoryStream answer = await DoAsync(context);
        try
        {
            await Task.Delay(plan.LateBy, context.RequestAborted);
            context.Response.ContentType = "application/json";
            await answer.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for it any more.
        }
    }

    /// <summary>Does what was asked, and keeps the answer back.</summary>
    private async Task<MemoryStream> DoAsync(HttpContext context)
    {
        Stream line = context.Response.Body;
        var answer = new MemoryStream();
        context.Response.Body = answer;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = line;
        }

        answer.Position = 0;
        context.Response.ContentLength = null;
        return answer;
    }
}

/// <summary>The numbers that clients give their requests.</summary>
internal static class RequestIds
{
    public const string Header = "X-Request-Id";
}
