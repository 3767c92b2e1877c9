using ProjectX;

namespace GatewaySimulator.Exchange;

/// <summary>Answers that refuse.</summary>
internal static class Answer
{
    public static GatewayResponse Success { get; } = new() { Success = true };

    /// <summary>The refusal of this call that has this name.</summary>
    public static GatewayResponse Refuse(GatewayCall call, string meaning, string? words = null)
        => new() { ErrorCode = CodeOf(call, meaning), ErrorMessage = words };

    public static int CodeOf(GatewayCall call, string meaning)
    {
        for (int i = 0; i < call.ErrorCodes.Count; i++)
        {
            if (call.ErrorCodes[i] == meaning)
                return i + 1;
        }

        throw new ArgumentException($"{call} has no error {meaning}", nameof(meaning));
    }
}
