using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>What looks like a secret in what rules take as their events, and what to do. An event is not called in a trace what a rule calls it.</summary>
internal sealed class EventSecrets(SecretNames names, ErasedSecrets erased, RecordedSecrets secrets)
{
    public const string WriteText = "its text is recorded as it is: give the type a ToString of its own";
    public const string MarkMember = "mark the member of it that has the secret [Sensitive], or [Sensitive(false)] if it is none";

    private const string MarkAtHome = "mark it [Sensitive] where it is declared, or take a type of your own that does without it";
    private const string TakeProperty =
        "an event has no name in the trace: make it a property of a type of your own, or mark it [Sensitive(false)] if it is none";

    /// <summary>What an event has of secrets, and where that is recorded.</summary>
    public IEnumerable<Leak> In(IParameterSymbol riskEvent)
    {
        List<(string Name, string Where, bool IsText)> held = [.. secrets.OfHeld(riskEvent)];
        foreach (Leak leak in erased.InEvent(riskEvent.Type))
            if (!HeldSecrets.AreShownIn(held, leak.Name))
                yield return leak;
        foreach ((string name, string where, bool isText) in held)
            yield return new(name, where, isText ? WriteText : MarkAtHome);

        string everyOne = $"every '{riskEvent.Type.Display()}'";
        if (names.HoldsSecretType(riskEvent.Type) && !IsPayloadOfSecret(riskEvent.Type))
            yield return new(riskEvent.Name, everyOne, MarkMember);
        else if (IsText(riskEvent))
            yield return new(riskEvent.Name, everyOne, TakeProperty);
    }

    /// <summary>Whether a type is made for a secret and is a payload, which is reported where it is declared.</summary>
    public bool IsPayloadOfSecret(ITypeSymbol type) => HookMethods.HookOf(type) is not null && names.AreSaidBy(type);

    // [Sensitive] keeps nothing of an event out of a trace.
    private static bool IsText(IParameterSymbol riskEvent)
        => SecretNames.IncludeText(riskEvent.Name, riskEvent.Type) && (!Secrets.IsDecided([riskEvent]) || Secrets.IsSensitive(riskEvent));
}
