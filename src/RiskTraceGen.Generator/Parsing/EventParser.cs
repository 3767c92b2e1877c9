using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>Events and payloads: symbols to models.</summary>
internal static class EventParser
{
    /// <summary>The ending of the name of a class that holds the rules of an event.</summary>
    public const string RulesEnding = "Rules";

    private static readonly string[] AccountNames = ["AccountId", "Account"];

    public static Parsed<EventModel> Parse(INamedTypeSymbol type, Compilation compilation)
    {
        var values = new ValueParser(compilation);
        ValueModel value = values.Parse(type);
        type = TypeOf(type, compilation);
        string space = TypeRefs.Namespace(type);
        string name = GeneratedNames.Word(type);
        List<ISymbol> texts = [.. ReadableMembers.Of(type, compilation)
            .Where(member => member.Type.SpecialType == SpecialType.System_String)
            .Select(member => member.Member)];
        var parsed = new EventModel(
            TypeRefs.Plain(type),
            space,
            WellKnown.IsFramework(type),
            GeneratedNames.Free(compilation, space, name, RulesEnding),
            Annotations.Name(Annotations.Find(type, Annotations.RiskEvent)) ?? TraceNames.Event(name),
            HasContract(texts, type),
            Account(texts),
            value,
            DeadlineParser.OfEvent(type),
            SilencedWarnings.Of(
                type,
                texts.Where(text => text.Name is "ContractId" or "AccountId" or "Account")
                    .Select(text => (text, compilation.GetSpecialType(SpecialType.System_String) as ITypeSymbol))));
        return new Parsed<EventModel>(parsed, values.Encoders);
    }

    /// <summary>The type that an event is dispatched by: names of tuple elements do not count, for it is the same at run time.</summary>
    public static INamedTypeSymbol TypeOf(INamedTypeSymbol type, Compilation compilation) => ErasedTypes.WithoutNames(type, compilation);

    /// <summary>A [HookEvent] type, with the encoder by which it is recorded; null if it has type parameters that nobody has filled in.</summary>
    public static Parsed<PayloadModel>? ParsePayload(INamedTypeSymbol type, Compilation compilation)
    {
        if (HookMethods.HookOf(type) is not { } hook
            || NestedGenerics.IsOpen(type)
            || type.IsRefLikeType
            || type.IsStatic
            || !Access.CanUse(type, compilation)
            || !Access.CanBeArgument(type))
            return null;

        var values = new ValueParser(compilation);
        type = ErasedTypes.WithoutDynamic(type, compilation);
        TypeRef plain = TypeRefs.Plain(TypeOf(type, compilation));
        TypeRef encoder = values.EncoderOf(type) ?? TypeRef.Of(Annotations.LibraryNamespace, "ValueEncoder").With(plain);
        return new Parsed<PayloadModel>(new PayloadModel(plain, TypeRefs.Plain(type.OriginalDefinition), hook, encoder), values.Encoders);
    }

    private static bool HasContract(List<ISymbol> texts, INamedTypeSymbol type)
        => texts.Exists(member => member.Name == "ContractId" && !Secrets.IsSensitive(AttributeSources.OfMember(member, type)));

    // Only compared, never recorded: it may be sensitive.
    private static string Account(List<ISymbol> texts) => Array.Find(AccountNames, name => texts.Exists(text => text.Name == name)) ?? "";
}
