namespace RiskTraceGen.Parsing;

/// <summary>The attributes that change what the compiler says to a caller, by where they stand. Some sets are made of others: the order counts.</summary>
internal static class CarriedNames
{
    private const string AccessedMembers = "System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembersAttribute";

    public static readonly HashSet<string> OnMembers = new(StringComparer.Ordinal)
    {
        "System.ObsoleteAttribute",
        "System.Diagnostics.CodeAnalysis.DoesNotReturnAttribute",
        "System.Diagnostics.CodeAnalysis.ExperimentalAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresDynamicCodeAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresAssemblyFilesAttribute",
        "System.Runtime.Versioning.RequiresPreviewFeaturesAttribute",
        "System.Runtime.Versioning.SupportedOSPlatformAttribute",
        "System.Runtime.Versioning.UnsupportedOSPlatformAttribute",
    };

    public static readonly HashSet<string> Guards = new(StringComparer.Ordinal)
    {
        "System.ObsoleteAttribute",
        "System.Diagnostics.CodeAnalysis.ExperimentalAttribute"
    };

    public static readonly HashSet<string> OnParameters = new(StringComparer.Ordinal)
    {
        "System.Runtime.CompilerServices.CallerMemberNameAttribute",
        "System.Runtime.CompilerServices.CallerFilePathAttribute",
        "System.Runtime.CompilerServices.CallerLineNumberAttribute",
        "System.Runtime.CompilerServices.CallerArgumentExpressionAttribute",
        "System.Diagnostics.CodeAnalysis.AllowNullAttribute",
        "System.Diagnostics.CodeAnalysis.DisallowNullAttribute",
        "System.Diagnostics.CodeAnalysis.MaybeNullAttribute",
        "System.Diagnostics.CodeAnalysis.NotNullAttribute",
        "System.Diagnostics.CodeAnalysis.NotNullWhenAttribute",
        "System.Diagnostics.CodeAnalysis.MaybeNullWhenAttribute",
        "System.Diagnostics.CodeAnalysis.NotNullIfNotNullAttribute",
        "System.Diagnostics.CodeAnalysis.DoesNotReturnIfAttribute",
        "System.Diagnostics.CodeAnalysis.UnscopedRefAttribute",
        "System.Runtime.CompilerServices.InterpolatedStringHandlerArgumentAttribute",
        "System.Runtime.CompilerServices.IDispatchConstantAttribute",
        "System.Runtime.CompilerServices.IUnknownConstantAttribute",
        AccessedMembers,
    };

    public static readonly HashSet<string> OnReturns = new(StringComparer.Ordinal)
    {
        "System.Diagnostics.CodeAnalysis.MaybeNullAttribute",
        "System.Diagnostics.CodeAnalysis.NotNullAttribute",
        "System.Diagnostics.CodeAnalysis.NotNullIfNotNullAttribute",
        AccessedMembers,
    };

    // What trimming has to be told at every place that a type goes through.
    public static readonly HashSet<string> Accessed = new(StringComparer.Ordinal) { AccessedMembers };

    // Of null. Source code says it at a property, metadata at the accessors.
    public static readonly HashSet<string> OfReading = new(StringComparer.Ordinal)
    {
        "System.Diagnostics.CodeAnalysis.MaybeNullAttribute",
        "System.Diagnostics.CodeAnalysis.NotNullAttribute",
    };

    public static readonly HashSet<string> OfWriting = new(StringComparer.Ordinal)
    {
        "System.Diagnostics.CodeAnalysis.AllowNullAttribute",
        "System.Diagnostics.CodeAnalysis.DisallowNullAttribute",
    };

    public static readonly HashSet<string> OfNull = new(OfReading.Concat(OfWriting), StringComparer.Ordinal);
    public static readonly HashSet<string> OnProperties = new(OnParameters.Except(OfNull), StringComparer.Ordinal);
    public static readonly HashSet<string> OnForeignValues = new(OnParameters.Except(OfWriting), StringComparer.Ordinal);
    public static readonly HashSet<string> OnForeignReturns = new(OnReturns.Except(OfReading), StringComparer.Ordinal);
}
