export const monthlyRevenue = () => [];
export const topCustomers = () => [];
export const cohortRetention = () => [];
export const categoryShare = () => [];
export const quietCustomers = () => [];
export const dayBook = () => [];
